package io.watchbill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.cli.check.FindingEntry;
import io.watchbill.spec.reader.ImportedDocument;
import io.watchbill.spec.reader.TextFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchbill import}. */
@Command(
        name = "import",
        header = "Reads an Operations Specification document, Markdown with tables, as a specification in YAML.",
        description = {
            "",
            "What the tables say is printed as YAML. What they cannot say (the models, who owns the system, where metrics"
                    + " come from) is listed in comments at its head and as findings; so is what the document says and no"
                    + " table holds. Every command takes the document itself, too, with the rest of the specification as"
                    + " YAML front matter: docs/document.md.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  @|bold watchbill import operations-specification.md > ops.yaml|@",
            "  @|bold watchbill import operations-specification.md --format json|@",
            "",
            "Exit code 1 means errors in the tables; then no YAML is printed."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE.md", description = "The document.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (YAML, with findings on standard error) or json (all in one). Default: text.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        ImportedDocument document = ImportedDocument.read(TextFiles.ofFileSystem(), file);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(Json.text(new Answer(
                    document.yaml().map(ImportCommand::tree).orElse(null),
                    document.findings().stream().map(FindingEntry::of).toList(),
                    document.unsaid(),
                    document.elsewhere())));
        } else {
            new FindingsPrinter(spec.commandLine().getErr(), Terminal.ofThisProcess()).print(document.findings());
            document.yaml().ifPresent(out::print);
        }
        out.flush();
        return FindingsPrinter.exitCode(document.findings());
    }

    private static JsonNode tree(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written is no YAML", e);
        }
    }

    /**
     * What came of importing, as programs read it.
     *
     * @param specification null where a finding is an error
     * @param unsaid sections that the document does not have
     * @param elsewhere keys that the specification had, from which the document was made
     */
    private record Answer(
            @Nullable JsonNode specification,
            List<FindingEntry> findings,
            List<String> unsaid,
            List<String> elsewhere) {}
}
