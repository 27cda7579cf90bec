/**
 * A sample plug-in: the {@code hello} format. {@link com.example.hello.HelloExtension} is found by
 * the application, {@link com.example.hello.HelloReader} does the work.
 */
@NullMarked
package com.example.hello;

import org.jspecify.annotations.NullMarked;
