package io.watchbill.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The machine that numbers come from. */
public final class Machine {
    private Machine() {}

    /** Processor, cores, Java, and how busy it is at this moment. */
    public static Map<String, String> described() throws IOException {
        Map<String, String> machine = new LinkedHashMap<>();
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .ifPresent(line -> machine.put("processor", line.substring(line.indexOf(':') + 2)));
        }
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("java", System.getProperty("java.vm.version"));
        machine.put(
                "loadAverageAtStart",
                String.format(
                        Locale.ROOT,
                        "%.2f",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        return machine;
    }
}
