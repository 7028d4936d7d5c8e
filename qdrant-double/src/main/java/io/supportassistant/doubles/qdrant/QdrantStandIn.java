package io.supportassistant.doubles.qdrant;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The double as a process with Qdrant's ports, for the image of {@code docker/stand-ins}: gRPC on
 * 6334, and {@code /readyz} over HTTP on 6333, on all interfaces of the container. A key is
 * required if {@code QDRANT__SERVICE__API_KEY} is set.
 */
public final class QdrantStandIn {

    private static final int GRPC_PORT = 6334;
    private static final int HTTP_PORT = 6333;
    private static final int OK = 200;

    private QdrantStandIn() {}

    public static void main(String[] args) throws IOException {
        QdrantServer.startOn(
                new InetSocketAddress(GRPC_PORT), System.getenv("QDRANT__SERVICE__API_KEY"));
        HttpServer http = HttpServer.create(new InetSocketAddress(HTTP_PORT), 0);
        http.createContext(
                "/readyz",
                request -> {
                    request.sendResponseHeaders(OK, -1);
                    request.close();
                });
        http.start();
    }
}
