/** The demo: a real monitoring stack on this machine, fed with real flights, judged by what the stack itself says. */
@NullMarked
package io.watchbill.cli.demo;

import org.jspecify.annotations.NullMarked;
