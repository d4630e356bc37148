package io.watchbill.exporter;

/** Waits for what must be waited for; an interrupt is kept for later. */
final class Uninterrupted {
    private Uninterrupted() {}

    interface Wait {
        void run() throws InterruptedException;
    }

    interface WaitFor<T> {
        T get() throws InterruptedException;
    }

    static void run(Wait wait) {
        boolean ignored = get(() -> {
            wait.run();
            return true;
        });
    }

    static <T> T get(WaitFor<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
