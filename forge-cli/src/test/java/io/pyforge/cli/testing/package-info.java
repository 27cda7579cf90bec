/** What tests of the command line and measurements need alike. */
package io.pyforge.cli.testing;
