package io.supportassistant.crm.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of raw HTTP bytes: one request per connection, with the response that the test defines.
 */
final class RawServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)");

    /** Heads and bodies, in order of arrival. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Number of connections that the client closed before the response was complete. */
    final AtomicInteger aborted = new AtomicInteger();

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reply> once = new ArrayDeque<>();
    private volatile Reply reply = answer(200, "{}");

    interface Reply {

        /** Writes the response; throws when the client is gone. */
        void to(InputStream in, OutputStream out) throws IOException;
    }

    RawServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    static Reply answer(int status, String body, String... headers) {
        return (in, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append("Connection: close\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n\r\n");
            out.write((head + body).getBytes(ISO_8859_1));
        };
    }

    static Reply hangUp() {
        return (in, out) -> {};
    }

    /** Sends nothing until the client is gone. */
    static Reply hang() {
        return (in, out) -> {
            while (in.read() >= 0) {}
            throw new IOException("gone");
        };
    }

    /** Starts a body and does not continue. */
    static Reply stall() {
        return (in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".getBytes(ISO_8859_1));
            hang().to(in, out);
        };
    }

    /** Sends an endless body. */
    static Reply flood() {
        return (in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            byte[] much = new byte[64 * 1024];
            while (true) {
                out.write(much);
            }
        };
    }

    void reply(Reply always) {
        this.reply = always;
    }

    synchronized void replyOnce(Reply... replies) {
        once.addAll(List.of(replies));
    }

    private synchronized Reply next() {
        return once.isEmpty() ? reply : once.remove();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // The server is closing.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            requests.add(read(connection.getInputStream()));
            next().to(connection.getInputStream(), connection.getOutputStream());
        } catch (IOException e) {
            aborted.incrementAndGet();
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("gone");
            }
            request.append((char) next);
        }
        Matcher length = LENGTH.matcher(request.toString().toLowerCase(Locale.ROOT));
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return request + new String(in.readNBytes(body), ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
