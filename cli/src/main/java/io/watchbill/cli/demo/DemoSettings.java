package io.watchbill.cli.demo;

import io.watchbill.examples.flightdelay.Bug;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * What the person asks of the demo.
 *
 * @param home  the checkout: the example, the exporter's jar, {@code scripts/tools}
 * @param work  an empty folder for everything the demo writes
 * @param bug   what goes wrong upstream on 1 March
 * @param from  where production begins, in February
 * @param once  whether it ends by itself instead of leaving the stack to look at
 * @param version of this watchbill
 * @param speed at most this many steps a second; empty for as fast as Prometheus evaluates
 */
public record DemoSettings(
        Path home, Path work, Bug bug, LocalDate from, boolean once, String version, OptionalDouble speed) {}
