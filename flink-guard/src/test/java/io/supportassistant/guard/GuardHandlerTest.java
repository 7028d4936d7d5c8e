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
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
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
    void shouldLetNothingOfARefusedRequestReachTheHandlerOfUploads() {
        send("POST /jars/upload HTTP/1.1\r\nHost: localhost:8081\r\n");
        send("Origin: https://elsewhere.example\r\nContent-Length: 8\r\n\r\n1234");
        send("5678");

        assertThat(uploads).isEmpty();
        assertThat(answer()).startsWith("HTTP/1.1 403").contains("from elsewhere");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void shouldPassOnAllOfATakenRequest() {
        send("POST /jobs HTTP/1.1\r\nHost: localhost:8081\r\nContent-Length: 8\r\n\r\n12345678");

        // The head, and the whole body as the end of the message.
        assertThat(uploads).hasSize(2);
        assertThat(channel.isOpen()).isTrue();
    }

    private void send(String text) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        }
    }

    private String answer() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(US_ASCII));
            part.release();
        }
        return text.toString();
    }

    /** In the place of the handler that writes uploaded files. */
    private final class Uploads extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            uploads.add(message);
            ReferenceCountUtil.release(message);
        }
    }
}
