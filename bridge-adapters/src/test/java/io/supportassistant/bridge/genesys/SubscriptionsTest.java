package io.supportassistant.bridge.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.genesys.Subscriptions.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final Duration RENEWAL = Duration.ofHours(12);

    private final Subscriptions subscriptions = new Subscriptions(RENEWAL);
    private Instant now = Instant.parse("2026-11-29T10:00:00Z");

    private Request next(String... topics) {
        return subscriptions.next(List.of(topics), now);
    }

    private void done(Request request) {
        subscriptions.done(request, now);
    }

    private void refused(Request request) {
        subscriptions.refused(request, now);
    }

    @Test
    void shouldSubscribeToAllTopicsFirst() {
        Request request = next("a", "b");

        assertThat(request).isEqualTo(new Request(true, List.of("a", "b")));
        done(request);
        assertThat(next("a", "b")).isNull();
    }

    @Test
    void shouldAddNewTopicsTogether() {
        done(next("a"));
        subscriptions.add("b");
        subscriptions.add("c");

        assertThat(next("a", "b", "c")).isEqualTo(new Request(false, List.of("b", "c")));
    }

    @Test
    void shouldRenewSubscriptions() {
        done(next("a"));
        now = now.plus(RENEWAL).plusSeconds(1);

        assertThat(next("a")).isEqualTo(new Request(true, List.of("a")));
    }

    @Test
    void shouldExcludeTheRefusedTopic() {
        Set<String> subscribed = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Request request = next("a", "bad", "c");
            if (request == null) {
                break;
            }
            if (request.topics().contains("bad")) {
                refused(request);
            } else {
                done(request);
                subscribed.addAll(request.topics());
            }
        }

        assertThat(subscribed).containsExactlyInAnyOrder("a", "c");
        assertThat(next("a", "bad", "c")).isNull();
        now = now.plusSeconds(2);
        assertThat(next("a", "bad", "c")).isEqualTo(new Request(false, List.of("bad")));
    }

    @Test
    void shouldBackOffForARefusedTopic() {
        done(next("a"));
        subscriptions.add("bad");
        refused(next("a", "bad"));
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(60);
            refused(next("a", "bad"));
            now = now.plusSeconds(i < 6 ? 0 : 59);
            assertThat(next("a", "bad")).isNull();
        }
    }

    @Test
    void shouldForgetATopicThatWasRemoved() {
        done(next("a"));
        subscriptions.add("bad");
        refused(next("a", "bad"));
        now = now.plusSeconds(60);

        assertThat(next("a")).isNull();
        subscriptions.replace();
        assertThat(next("a", "bad")).isEqualTo(new Request(true, List.of("a", "bad")));
    }

    @Test
    void shouldSubscribeToATopicThatIsAllowedLater() {
        done(next("a"));
        subscriptions.add("late");
        refused(next("a", "late"));
        now = now.plusSeconds(60);
        done(next("a", "late"));

        subscriptions.replace();
        assertThat(next("a", "late")).isEqualTo(new Request(true, List.of("a", "late")));
    }

    @Test
    void shouldReplaceAgainAfterAChangeDuringAReplacement() {
        Subscriptions subscriptions = new Subscriptions(Duration.ofHours(23));
        Instant now = Instant.parse("2026-11-30T10:00:00Z");
        Subscriptions.Request first = subscriptions.next(List.of("a", "b"), now);
        subscriptions.replace();
        subscriptions.add("c");
        subscriptions.done(first, now);

        Subscriptions.Request second = subscriptions.next(List.of("b", "c"), now);
        assertThat(second).isEqualTo(new Subscriptions.Request(true, List.of("b", "c")));
        subscriptions.done(second, now);
        assertThat(subscriptions.next(List.of("b", "c"), now)).isNull();
    }
}
