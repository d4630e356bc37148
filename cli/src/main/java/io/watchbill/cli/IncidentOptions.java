package io.watchbill.cli;

import io.watchbill.incidents.file.BrokenFileException;
import io.watchbill.incidents.file.IncidentFolder;
import io.watchbill.incidents.file.IncidentFolder.Content;
import io.watchbill.incidents.file.IncidentFolder.Edit;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.file.IncidentPage;
import io.watchbill.incidents.record.ShownText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What all commands on incident files have in common. */
final class IncidentOptions {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "The folder of incident files; 'new' and 'serve' make it where it is missing.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path folder;

    /** @param page how files are written */
    IncidentFolder open(IncidentPage page) {
        try {
            return IncidentFolder.open(folder, page);
        } catch (IOException e) {
            throw new Failure(folder + ": cannot be used as a folder of incidents: " + e, e);
        }
    }

    /** The folder, which must be there: a folder of a misspelt name has no incidents. */
    IncidentFolder existing(IncidentPage page) {
        if (!Files.isDirectory(folder)) {
            throw new Failure(folder + ": there is no such folder of incidents");
        }
        return open(page);
    }

    Path path() {
        return folder;
    }

    Content read(IncidentFolder opened) {
        try {
            return opened.read();
        } catch (IOException e) {
            throw new Failure(folder + ": cannot be read: " + e, e);
        }
    }

    /** The file of an incident, or a failure that says what is there. */
    Stored find(IncidentFolder opened, String id) {
        Content content = read(opened);
        return content.find(id).orElseThrow(() -> {
            String file = id + ".md";
            return content.broken().stream()
                    .filter(broken ->
                            String.valueOf(broken.path().getFileName()).equalsIgnoreCase(file))
                    .findFirst()
                    .map(broken -> new Failure(broken.text()))
                    .orElse(new Failure("there is no incident " + id + " in " + folder
                            + "; `watchbill incidents list --all` shows those that are"));
        });
    }

    /** Changes the file of an incident; one that cannot be read or written is a failure that names it. */
    <E extends Exception> void edit(IncidentFolder opened, Stored stored, Edit<E> edit) throws E {
        try {
            opened.<E>edit(stored.path(), edit);
        } catch (BrokenFileException e) {
            throw unreadable(stored, e);
        } catch (IOException e) {
            throw unwritable(stored, e);
        }
    }

    /** Adds the sections of a review; fails as {@link #edit}. */
    void review(IncidentFolder opened, Stored stored) {
        try {
            opened.review(stored.path());
        } catch (BrokenFileException e) {
            throw unreadable(stored, e);
        } catch (IOException e) {
            throw unwritable(stored, e);
        }
    }

    private static Failure unreadable(Stored stored, BrokenFileException e) {
        return new Failure(stored.path() + ":" + e.line() + ": " + e.getMessage(), e);
    }

    private static Failure unwritable(Stored stored, IOException e) {
        return new Failure(stored.path() + ": cannot be written: " + e, e);
    }

    /** A text of the command line as it may stand in a file. */
    static String text(String written) {
        return ShownText.of(written, ShownText.TEXT);
    }
}
