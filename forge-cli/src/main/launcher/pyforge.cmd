@echo off
rem Starts PyForge on Windows.
rem   JAVA_HOME          the JDK or JRE to use; else java from the PATH
rem   PYFORGE_JAVA_OPTS  more options for the JVM; they win over those set here
setlocal
for %%i in ("%~dp0..") do set "PYFORGE_HOME=%%~fi"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
  echo error: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe 1>&2
  echo   try: set JAVA_HOME to a JDK of version 17 or later, or clear it 1>&2
  exit /b 1
)
if not defined JAVA_HOME where java >nul 2>nul
if not defined JAVA_HOME if errorlevel 1 (
  echo error: no java on the PATH, and JAVA_HOME is not set 1>&2
  echo   try: install a JDK of version 17 or later 1>&2
  exit /b 1
)
set "PYFORGE_JAR="
for %%j in ("%PYFORGE_HOME%\lib\forge-cli-*.jar") do set "PYFORGE_JAR=%%~fj"
if not defined PYFORGE_JAR (
  echo error: %PYFORGE_HOME% has no lib\forge-cli-*.jar 1>&2
  echo   try: install PyForge again 1>&2
  exit /b 1
)
rem A first heap larger than the largest allowed would stop the JVM.
set "PYFORGE_HEAP=-Xms64m"
if defined PYFORGE_JAVA_OPTS if not "%PYFORGE_JAVA_OPTS:-Xmx=%"=="%PYFORGE_JAVA_OPTS%" set "PYFORGE_HEAP="
rem IgnoreUnrecognizedVMOptions does not cover options of the module system, so newer JVMs warn
rem about native libraries here; the warnings go to standard error.
"%JAVA%" -Xlog:disable -XX:-UsePerfData %PYFORGE_HEAP% -XX:MaxRAMPercentage=50 -Dpyforge.class-path-extensions=false "-Dpyforge.home=%PYFORGE_HOME%" %PYFORGE_JAVA_OPTS% -cp "%PYFORGE_JAR%" io.pyforge.cli.Main %*
exit /b %ERRORLEVEL%
