package io.pyforge.core.config;

/**
 * A setting in force.
 *
 * @param name as in the configuration file: {@code temp-dir}
 * @param variable the environment variable that sets it
 * @param value the text in force, possibly empty
 * @param origin {@code environment}, the configuration file's path, or {@code default}
 * @param help one sentence
 */
public record Setting(String name, String variable, String value, String origin, String help) {}
