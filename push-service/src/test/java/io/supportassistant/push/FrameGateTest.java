package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameGateTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<String> refusals = new ArrayList<>();
    private long now;
    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new FrameGate(
                            () -> now,
                            new FrameGate.Refusal() {
                                @Override
                                public void binary() {
                                    refusals.add("binary");
                                }

                                @Override
                                public void tooMany() {
                                    refusals.add("too many");
                                }
                            }));

    private static ByteBuf bytes() {
        return Unpooled.copiedBuffer(new byte[8]);
    }

    static List<Supplier<WebSocketFrame>> countedFrames() {
        return List.of(
                () -> new PingWebSocketFrame(bytes()),
                () -> new PongWebSocketFrame(bytes()),
                () -> new TextWebSocketFrame(false, 0, bytes()),
                () -> new ContinuationWebSocketFrame(false, 0, bytes()));
    }

    private int passed(int sent, Supplier<WebSocketFrame> frames) {
        int passed = 0;
        for (int i = 0; i < sent; i++) {
            WebSocketFrame frame = frames.get();
            passed += channel.writeInbound(frame) && channel.readInbound() == frame ? 1 : 0;
            channel.inboundMessages().clear();
        }
        return passed;
    }

    @ParameterizedTest
    @MethodSource("countedFrames")
    void shouldDisconnectAClientThatSendsTooManyFrames(Supplier<WebSocketFrame> frames) {
        assertThat(passed(FrameGate.MAX_BURST, frames)).isEqualTo(FrameGate.MAX_BURST);
        now += SECOND;
        assertThat(passed(10, frames)).isEqualTo(10);
        assertThat(channel.isOpen()).isTrue();

        WebSocketFrame oneMore = frames.get();
        assertThat(channel.writeInbound(oneMore)).isFalse();
        assertThat(oneMore.refCnt()).isZero();
        assertThat(channel.isOpen()).isFalse();
        assertThat(refusals).containsExactly("too many");
    }

    @Test
    void shouldPassCompleteTextMessages() {
        assertThat(passed(1_000, () -> new TextWebSocketFrame("{}"))).isEqualTo(1_000);
        assertThat(refusals).isEmpty();
    }

    @Test
    void shouldNotAnswerPingsWhileTheClientDoesNotRead() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        assertThat(passed(20, () -> new PingWebSocketFrame(bytes()))).isZero();

        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        assertThat(passed(1, () -> new PingWebSocketFrame(bytes()))).isEqualTo(1);
    }

    @Test
    void shouldPassOnlyACloseFrameAfterABinaryMessage() {
        assertThat(passed(2, () -> new BinaryWebSocketFrame(bytes()))).isZero();
        assertThat(passed(1, () -> new TextWebSocketFrame("{}"))).isZero();
        assertThat(passed(1, () -> new CloseWebSocketFrame(1003, ""))).isEqualTo(1);
        assertThat(refusals).containsExactly("binary");

        int left = FrameGate.MAX_BURST - 3;
        assertThat(passed(left, () -> new TextWebSocketFrame("{}"))).isZero();
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(new TextWebSocketFrame("{}"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(refusals).containsExactly("binary", "too many");
    }
}
