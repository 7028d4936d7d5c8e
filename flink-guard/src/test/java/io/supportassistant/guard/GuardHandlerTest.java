package io.supportassistant.guard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInboundHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.embedded.EmbeddedChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;

class GuardHandlerTest {

    private final List<Object> uploads = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new HttpServerCodec(),
                    new Uploads(),
                    new FlinkGuard().createHandler(new Configuration(), Map.of()).orElseThrow());

    @Test
    void shouldPassNoPartOfARefusedRequestToTheUploadHandler() {
        send("POST /jars/upload HTTP/1.1\r\nHost: localhost:8081\r\n");
        send("Origin: https://elsewhere.example\r\nContent-Length: 8\r\n\r\n1234");
        send("5678");

        assertThat(uploads).isEmpty();
        assertThat(answer()).startsWith("HTTP/1.1 403").contains("another origin");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldPassOnAllPartsOfAnAllowedRequest() {
        send("POST /jobs HTTP/1.1\r\nHost: localhost:8081\r\nContent-Length: 8\r\n\r\n12345678");

        // The head, and the complete body as the end of the message.
        assertThat(uploads).hasSize(2);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void shouldAllowChangesOnlyWithTheToken() {
        Configuration configuration = new Configuration();
        configuration.set(FlinkGuard.TOKEN, "s3cret");

        assertThat(guarded(configuration, "GET /jobs", "")).isEmpty();
        assertThat(guarded(configuration, "POST /jobs", "Authorization: Bearer s3cret\r\n"))
                .isEmpty();
        assertThat(guarded(configuration, "POST /jobs", ""))
                .startsWith("HTTP/1.1 403")
                .contains("assist.page.token")
                .doesNotContain("s3cret");
        for (String request : List.of("PATCH /jobs/1", "DELETE /jars/1", "PUT /x", "POST /jobs")) {
            assertThat(guarded(configuration, request, "Authorization: Bearer guess\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(
                        guarded(
                                configuration,
                                "POST /jobs",
                                "Authorization: Bearer s3cret\r\nAuthorization: Bearer x\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void shouldAddTheTokenToRequestsOfFlinksClient() {
        Configuration configuration = new Configuration();
        assertThat(new TokenBearer().createHandler(configuration)).isEmpty();
        configuration.set(FlinkGuard.TOKEN, "s3cret");
        EmbeddedChannel client =
                new EmbeddedChannel(new TokenBearer().createHandler(configuration).orElseThrow());
        client.writeOutbound(
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/jobs"));

        HttpRequest sent = client.readOutbound();
        assertThat(sent.headers().getAll("Authorization")).containsExactly("Bearer s3cret");
    }

    /** The guard's response to a request, empty if it passes the request on. */
    private String guarded(Configuration configuration, String request, String headers) {
        EmbeddedChannel guarded =
                new EmbeddedChannel(
                        new HttpServerCodec(),
                        new Uploads(),
                        new FlinkGuard().createHandler(configuration, Map.of()).orElseThrow());
        guarded.writeInbound(
                Unpooled.copiedBuffer(
                        request + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n", US_ASCII));
        return answer(guarded);
    }

    private void send(String text) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        }
    }

    private String answer() {
        return answer(channel);
    }

    private static String answer(EmbeddedChannel channel) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(US_ASCII));
            part.release();
        }
        return text.toString();
    }

    /** Stands in for the handler that writes uploaded files. */
    private final class Uploads extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            uploads.add(message);
            ReferenceCountUtil.release(message);
        }
    }
}
