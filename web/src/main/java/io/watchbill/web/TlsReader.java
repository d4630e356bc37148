package io.watchbill.web;

import io.watchbill.web.TlsSettings.ClientAuth;
import io.watchbill.web.TlsSettings.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code tls_server_config}. */
final class TlsReader {
    private final YamlMap map;
    private final Path folder;
    private final ConfigFiles files;

    private TlsReader(YamlMap map, Path folder, ConfigFiles files) {
        this.map = map;
        this.folder = folder;
        this.files = files;
    }

    /** Empty where something is wrong, which the map has been told. */
    static Optional<TlsSettings> read(YamlMap map, Path folder, ConfigFiles files) {
        return new TlsReader(map, folder, files).settings();
    }

    private Optional<TlsSettings> settings() {
        map.expectKeys(
                "cert_file",
                "key_file",
                "cert",
                "key",
                "client_auth_type",
                "client_ca_file",
                "client_ca",
                "client_allowed_sans",
                "min_version",
                "max_version",
                "cipher_suites",
                "prefer_server_cipher_suites",
                "curve_preferences");
        if (map.has("curve_preferences")) {
            map.wrong("curve_preferences", "not supported; Java takes them by -Djdk.tls.namedGroups=…");
        }
        Optional<Pem> certificates = pem("cert", false, PemReader::certificates);
        Optional<Pem> key = pem("key", true, PemReader::keyText);
        if (!map.has("cert") && !map.has("cert_file")) {
            map.wrong("cert_file", "missing; expected the file of the server's certificate, in PEM");
        }
        if (!map.has("key") && !map.has("key_file")) {
            map.wrong("key_file", "missing; expected the file of the certificate's private key, in PEM");
        }
        Optional<Pem> authorities = pem("client_ca", false, PemReader::certificates);
        ClientAuth client = clientAuth();
        boolean named = map.has("client_ca") || map.has("client_ca_file");
        if (client == ClientAuth.NONE && named) {
            map.wrong("client_auth_type", "a client CA is given; expected RequireAndVerifyClientCert");
        } else if (client != ClientAuth.NONE && !named) {
            map.wrong("client_ca_file", "missing; expected the certificates that vouch for clients, in PEM");
        }
        List<String> allowedNames = map.texts("client_allowed_sans");
        if (!allowedNames.isEmpty() && client != ClientAuth.REQUIRED) {
            map.wrong("client_allowed_sans", "needs client_auth_type: RequireAndVerifyClientCert");
        }
        List<String> suites = map.texts("cipher_suites");
        if (!suites.isEmpty() && !Tls.knows(suites)) {
            map.wrong(
                    "cipher_suites",
                    "one of them is not known to this Java; expected names such as"
                            + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
            suites = List.of();
        }
        int least = version("min_version", 2);
        int most = version("max_version", 3);
        if (least > most) {
            map.wrong("min_version", "is above max_version");
            return Optional.empty();
        }
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return usable(new TlsSettings(
                certificates.get(),
                key.get(),
                client,
                authorities,
                allowedNames,
                List.of("TLSv1.3", "TLSv1.2").subList(3 - most, 4 - least),
                suites,
                map.flag("prefer_server_cipher_suites", true)));
    }

    /** The settings, if certificate and key fit. */
    private Optional<TlsSettings> usable(TlsSettings settings) {
        try {
            Tls unused = Tls.of(settings);
            return Optional.of(settings);
        } catch (WebConfigException e) {
            map.wrong(e);
            return Optional.empty();
        }
    }

    /** What a PEM text is read as; whether it can be. */
    private interface Form {
        Object read(Pem pem) throws WebConfigException;
    }

    /**
     * A PEM text from the configuration itself or from a file, where it is of its form; each is looked at, so that one that is
     * broken does not hide another.
     */
    private Optional<Pem> pem(String key, boolean secret, Form form) {
        String ofFile = key + "_file";
        Optional<String> text = map.text(key);
        Optional<Path> file = map.file(ofFile, folder);
        if (text.isPresent() && file.isPresent()) {
            map.wrong(key, "expected only one of " + key + " and " + ofFile);
        }
        try {
            Optional<Pem> pem = file.isPresent()
                    ? Optional.of(
                            new Pem(file.get().toString(), secret ? files.secret(file.get()) : files.text(file.get())))
                    : text.map(inline -> new Pem(map.where(key), inline));
            if (pem.isPresent()) {
                Object unused = form.read(pem.get());
            }
            return pem;
        } catch (IOException e) {
            map.wrong(ofFile, String.valueOf(e.getMessage()));
        } catch (WebConfigException e) {
            map.wrong(e);
        }
        return Optional.empty();
    }

    private ClientAuth clientAuth() {
        String type = map.text("client_auth_type").orElse("NoClientCert");
        switch (type) {
            case "NoClientCert", "" -> {
                return ClientAuth.NONE;
            }
            case "VerifyClientCertIfGiven" -> {
                return ClientAuth.IF_GIVEN;
            }
            case "RequireAndVerifyClientCert" -> {
                return ClientAuth.REQUIRED;
            }
            case "RequestClientCert", "RequireAnyClientCert", "RequireClientCert" ->
                map.wrong(
                        "client_auth_type",
                        "asks for certificates and checks nothing; expected RequireAndVerifyClientCert");
            default ->
                map.wrong(
                        "client_auth_type",
                        "expected NoClientCert, VerifyClientCertIfGiven or RequireAndVerifyClientCert");
        }
        return ClientAuth.NONE;
    }

    /** The minor number of TLS 1.2 or 1.3. */
    private int version(String key, int otherwise) {
        String text = map.text(key).orElse("");
        return switch (text) {
            case "" -> otherwise;
            case "TLS12" -> 2;
            case "TLS13" -> 3;
            default -> {
                map.wrong(key, "expected TLS12 or TLS13; older versions are broken, and Java refuses them");
                yield otherwise;
            }
        };
    }
}
