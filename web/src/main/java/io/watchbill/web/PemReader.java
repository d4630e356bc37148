package io.watchbill.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watchbill.web.TlsSettings.Pem;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM with what the JDK has; no message quotes anything of a key. */
final class PemReader {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\\s*([A-Za-z0-9+/=\\s]*)-----END \\1PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]*-----END CERTIFICATE-----");

    private PemReader() {}

    /** The certificates in their order; at least one. */
    static List<X509Certificate> certificates(Pem pem) throws WebConfigException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher matcher = CERTIFICATE.matcher(pem.text());
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (matcher.find()) {
                Certificate read = factory.generateCertificate(
                        new ByteArrayInputStream(matcher.group().getBytes(UTF_8)));
                certificates.add((X509Certificate) read);
            }
        } catch (CertificateException e) {
            throw new WebConfigException(pem.place() + ": certificate " + (certificates.size() + 1)
                    + " is damaged; expected the PEM text as the authority gave it");
        }
        if (certificates.isEmpty()) {
            throw new WebConfigException(
                    pem.place() + ": expected a certificate in PEM, beginning with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** What encodes a private key, in Base64; only its form is checked. */
    static String keyText(Pem pem) throws WebConfigException {
        Matcher matcher = KEY.matcher(pem.text());
        if (!matcher.find()) {
            throw new WebConfigException(
                    pem.place() + ": expected a private key in PEM, beginning with -----BEGIN PRIVATE KEY-----");
        }
        String kind = matcher.group(1).strip();
        if (kind.equals("ENCRYPTED")) {
            throw new WebConfigException(pem.place()
                    + ": the key has a password, which nobody could type in here; convert it with"
                    + " `openssl pkcs8 -in OLD -out NEW` and keep the new file to yourself (chmod 600)");
        }
        if (!kind.isEmpty()) {
            throw new WebConfigException(pem.place() + ": the key is of the form " + kind
                    + "; expected PKCS#8 (-----BEGIN PRIVATE KEY-----); convert it with"
                    + " `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`");
        }
        return matcher.group(2);
    }

    /** The private key that belongs to a certificate. */
    static PrivateKey key(Pem pem, X509Certificate certificate) throws WebConfigException {
        String text = keyText(pem);
        PublicKey open = certificate.getPublicKey();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            PrivateKey key =
                    KeyFactory.getInstance(open.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            if (belong(key, open)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WebConfigException(pem.place() + ": no " + open.getAlgorithm()
                    + " key can be read, which is what the certificate is for; expected the key that it was made with");
        }
        throw new WebConfigException(
                pem.place() + ": the key is not that of the certificate; expected the one that it was made with");
    }

    private static boolean belong(PrivateKey key, PublicKey open) throws GeneralSecurityException {
        String algorithm = open.getAlgorithm();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        byte[] text = "watchbill".getBytes(UTF_8);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(open);
        signature.update(text);
        return signature.verify(signed);
    }
}
