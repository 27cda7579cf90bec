package io.pyforge.cli.command;

import io.pyforge.cli.option.PartOptions;

/** A command that takes the options which readers, or readers and writers, declare. */
public interface PartTaker {
  /** Where they are offered. */
  PartOptions parts();

  /** Whether those of writers, storages and engines are among them. */
  boolean writing();
}
