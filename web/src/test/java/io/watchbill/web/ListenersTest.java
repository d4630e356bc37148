package io.watchbill.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenersTest {

    @Test
    void anAnswerWaitsForTheBodyThatNobodyAskedFor() throws IOException {
        HttpServer server =
                Listeners.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0, Optional.empty());
        server.createContext("/", exchange -> Listeners.answer(exchange, 401, "no\n"));
        server.start();
        try (Socket client =
                new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
            InputStream answers = client.getInputStream();
            send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12");
            client.setSoTimeout(300);
            assertThatThrownBy(answers::read).isInstanceOf(SocketTimeoutException.class);
            send(client, "34");
            client.setSoTimeout(30_000);
            assertThat(new String(answers.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 401");
        } finally {
            server.stop(0);
        }
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
