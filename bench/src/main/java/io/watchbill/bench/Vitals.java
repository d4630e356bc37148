package io.watchbill.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an exporter holds at one moment.
 *
 * @param heapBytes objects that are alive, after a collection of the whole heap
 * @param residentBytes resident memory of the process
 * @param files open files, sockets among them
 * @param threads threads of the process
 * @param series series on its page
 */
record Vitals(double heapBytes, double residentBytes, double files, double threads, double series) {
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Takes them. Linux only: they come from /proc. */
    static Vitals of(ExporterProcess exporter) throws IOException, InterruptedException {
        double heap = heapBytes(exporter.pid());
        Path process = Path.of("/proc", Long.toString(exporter.pid()));
        double files = count(process.resolve("fd"));
        double threads = count(process.resolve("task"));
        double resident = residentBytes(exporter.pid());
        return new Vitals(heap, resident, files, threads, series(exporter.metrics()));
    }

    private static HttpResponse<Stream<String>> page(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        HttpResponse<Stream<String>> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofLines());
        Load.accept(answer.statusCode());
        return answer;
    }

    /** Reads the page to its end; gives how many series it has. */
    static long series(int port) throws IOException, InterruptedException {
        try (Stream<String> lines = page(port).body()) {
            return lines.filter(line -> !line.startsWith("#")).count();
        }
    }

    /** The sum of all series whose line starts like that and has that label. */
    static double sum(int port, String start, String label) throws IOException, InterruptedException {
        try (Stream<String> lines = page(port).body()) {
            return lines.filter(line -> line.startsWith(start) && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    /** Resident memory of a process. */
    static double residentBytes(long pid) throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        return number(RESIDENT.matcher(status), status) * 1_024;
    }

    private static double count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /** Counting collects the whole heap first, but not while native code holds an array; a collection of its own does wait. */
    private static double heapBytes(long pid) throws IOException {
        String unused = lastLine(pid, "GC.run");
        String last = lastLine(pid, "GC.class_histogram");
        return number(TOTAL.matcher(last), last);
    }

    private static String lastLine(long pid, String request) throws IOException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), request)
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        return last;
    }

    private static double number(Matcher matcher, String text) throws IOException {
        if (!matcher.find()) {
            throw new IOException("expected " + matcher.pattern() + " in: " + text);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
