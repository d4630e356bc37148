package io.watchbill.cli;

import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.runbooks.RunbookTemplates;
import io.watchbill.runbooks.template.TemplateFailure;
import io.watchbill.runbooks.template.TemplateSet;
import io.watchbill.runbooks.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that replaces templates of runbooks and incident files. */
final class TemplateOptions {

    private static final String ENDING = ".jinja";
    private static final List<TemplateSet> SHIPPED = List.of(RunbookTemplates.SET, IncidentPage.TEMPLATES);

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description =
                    "Your own templates for runbooks and incident files, each in place of the shipped one of the same"
                            + " name, such as advice/down.md.jinja; all others stay. See docs/runbooks.md.")
    private @Nullable Path folder;

    /**
     * The shipped templates, with those of the folder in their places.
     *
     * @throws Failure if the folder cannot be read, or a template of it replaces nothing or does what it may not
     */
    Templates templates() {
        Map<String, String> own = new TreeMap<>();
        if (folder != null) {
            for (Path file : files(folder)) {
                own.put(folder.relativize(file).toString().replace('\\', '/'), text(file));
            }
        }
        try {
            Templates templates = Templates.of(SHIPPED, own);
            if (own.keySet().stream().anyMatch(IncidentPage.TEMPLATES.names()::contains)) {
                IncidentPage.of(templates);
            }
            return templates;
        } catch (TemplateFailure e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * How incident files are written.
     *
     * @throws Failure as {@link #templates}
     */
    IncidentPage incidentPage() {
        return folder == null ? IncidentPage.SHIPPED : IncidentPage.of(templates());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new Failure(folder + " holds no template: expected files whose names end in " + ENDING);
            }
            return found;
        } catch (IOException e) {
            throw new Failure(folder + ": cannot be read as a folder of templates: " + e, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(file + ": cannot be read as a template: " + e, e);
        }
    }
}
