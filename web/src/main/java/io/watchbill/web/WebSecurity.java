package io.watchbill.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protection of both listeners, from one web configuration that is read again when one of its files changes. What
 * cannot be used changes nothing: the last good configuration stays. Thread-safe.
 */
public final class WebSecurity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebSecurity.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final WebSettings settings;
    private final InstantSource clock;
    private final KeyedHash hash = new KeyedHash(new SecureRandom());
    private final Access access;
    private final @Nullable CurrentTls tls;
    private final @Nullable ScheduledExecutorService timer;
    private volatile Map<String, String> headers;
    private volatile boolean lastReadGood = true;
    private boolean strangersMayBeHere = true;
    private ConfigFiles files;

    private WebSecurity(WebSettings settings, InstantSource clock) throws WebConfigException {
        this.settings = settings;
        this.clock = clock;
        files = new ConfigFiles(hash);
        Loaded loaded = settings.configuration().isEmpty()
                ? new Loaded(WebConfig.NONE, null)
                : load(settings.configuration().get(), files);
        tls = loaded.tls() == null ? null : new CurrentTls(loaded.tls());
        access = new Access(loaded.config().credentials());
        headers = AnswerHeaders.with(loaded.config().headers());
        files.warnings().forEach(LOG::warn);
        strangersMayBeHere = !loaded.config().keepsStrangersOut();
        timer = settings.configuration().isEmpty()
                ? null
                : Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "web-config");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private record Loaded(WebConfig config, @Nullable Tls tls) {}

    /** Reads the configuration, if there is one, and looks every few seconds whether it has changed. */
    public static WebSecurity start(WebSettings settings) throws WebConfigException {
        return start(settings, InstantSource.system(), INTERVAL);
    }

    static WebSecurity start(WebSettings settings, InstantSource clock, Duration interval) throws WebConfigException {
        WebSecurity security = new WebSecurity(settings, clock);
        if (security.timer != null) {
            ScheduledFuture<?> unused = security.timer.scheduleWithFixedDelay(
                    security::refresh, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        return security;
    }

    private Loaded load(Path file, ConfigFiles into) throws WebConfigException {
        WebConfig config = WebConfigReader.read(file, into);
        Tls ready = config.tls().isPresent() ? Tls.of(config.tls().get()) : null;
        if (ready != null && ready.expires().isBefore(clock.instant())) {
            into.warn(ready.settings().certificates().place() + ": the certificate has expired at " + ready.expires()
                    + "; clients will refuse it");
        }
        return new Loaded(config, ready);
    }

    /**
     * Reads the configuration again if one of its files reads otherwise than last time.
     *
     * @return whether the configuration in use is what the files say
     */
    public synchronized boolean refresh() {
        Optional<Path> file = settings.configuration();
        if (file.isEmpty() || !files.changed()) {
            return lastReadGood;
        }
        ConfigFiles next = new ConfigFiles(hash);
        try {
            Loaded loaded = load(file.get(), next);
            use(loaded);
            next.warnings().forEach(LOG::warn);
            LOG.info("the web configuration {} is in use", file.get());
            lastReadGood = true;
        } catch (WebConfigException e) {
            LOG.error("the web configuration stays as it was: {}", e.getMessage());
            lastReadGood = false;
        } catch (RuntimeException e) {
            LOG.error("the web configuration stays as it was: it could not be read", e);
            lastReadGood = false;
        }
        files = next;
        return lastReadGood;
    }

    private void use(Loaded loaded) throws WebConfigException {
        if ((loaded.tls() == null) != (tls == null)) {
            throw new WebConfigException("tls_server_config: came or went; TLS is switched by a restart only");
        }
        if (!loaded.config().keepsStrangersOut() && !strangersMayBeHere) {
            throw new WebConfigException(
                    "no credentials are left in the file, which would let everyone in;" + " restart if that is meant");
        }
        if (tls != null && loaded.tls() != null) {
            tls.replace(loaded.tls());
        }
        access.replace(loaded.config().credentials());
        headers = AnswerHeaders.with(loaded.config().headers());
        strangersMayBeHere = !loaded.config().keepsStrangersOut();
    }

    /**
     * Refuses an address that is open to other machines while nothing keeps strangers out.
     *
     * @param option the option that named the address
     * @throws WebConfigException says how to mend it
     */
    public synchronized void requireProtected(String option, InetSocketAddress address) throws WebConfigException {
        boolean local = address.getAddress() != null && address.getAddress().isLoopbackAddress();
        if (local || !strangersMayBeHere) {
            if (!local && tls == null) {
                LOG.warn(
                        "{}: passwords and tokens go over the network unencrypted; tls_server_config in {} mends that",
                        option,
                        settings.configuration().map(Path::toString).orElse("a web configuration"));
            }
            return;
        }
        if (!settings.insecureListen()) {
            throw new WebConfigException(option + ": " + address.getHostString() + " is open to other machines, and"
                    + " nothing keeps strangers out; give --web.config.file FILE with basic_auth_users,"
                    + " watchbill.bearer_token_files or client certificates, listen on 127.0.0.1, or say"
                    + " --insecure-listen where something else, such as a service mesh, guards the address");
        }
        LOG.warn("{}: everyone who reaches {} is let in (--insecure-listen)", option, address.getHostString());
    }

    /** Whether there is a web configuration. */
    public boolean configured() {
        return settings.configuration().isPresent();
    }

    /** Whether every client has to say who it is. */
    public synchronized boolean keepsStrangersOut() {
        return !strangersMayBeHere;
    }

    /** Who may do what. */
    public Access access() {
        return access;
    }

    /** For listeners with TLS; its certificates follow the files. */
    public Optional<SSLContext> tls() {
        return Optional.ofNullable(tls).map(CurrentTls::context);
    }

    /** What every answer carries, by name. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether the files could be used when they were last read; true where there are none. */
    public boolean lastReadGood() {
        return lastReadGood;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
        access.close();
    }
}
