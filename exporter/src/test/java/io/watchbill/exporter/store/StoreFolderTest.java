package io.watchbill.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFolderTest {
    @TempDir
    private Path folder;

    @Test
    void allFilesCountWhereverTheyLie() throws Exception {
        Files.write(folder.resolve("a"), new byte[3]);
        Files.write(Files.createDirectories(folder.resolve("db/deep")).resolve("b"), new byte[5]);

        assertThat(new StoreFolder(folder).bytes()).isEqualTo(8);
    }

    /** As the database's do: a page that is being made then must not fail. */
    @Test
    void filesThatGoMeanwhileDoNotMatter() throws Exception {
        Files.write(folder.resolve("stays"), new byte[3]);
        StoreFolder store = new StoreFolder(folder);
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Integer> churning = CompletableFuture.supplyAsync(() -> churn(end));
        try {
            for (int i = 0; i < 3_000; i++) {
                assertThat(store.bytes()).isBetween(3L, 3L + 100);
            }
        } finally {
            end.set(true);
        }
        assertThat(churning.get()).isPositive();
    }

    /** Makes files of one byte and removes them; how often. */
    private int churn(AtomicBoolean end) {
        int rounds = 0;
        try {
            for (; !end.get(); rounds++) {
                for (int i = 0; i < 100; i++) {
                    Files.write(folder.resolve("passing" + i), new byte[1]);
                }
                for (int i = 0; i < 100; i++) {
                    Files.delete(folder.resolve("passing" + i));
                }
            }
            return rounds;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
