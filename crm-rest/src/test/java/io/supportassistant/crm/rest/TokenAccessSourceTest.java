package io.supportassistant.crm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.TokenAccessSource.Token;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenAccessSourceTest {

    private static final int THREADS = 50;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final List<CompletableFuture<Token>> signIns = new CopyOnWriteArrayList<>();
    private final TokenAccessSource credentials =
            new TokenAccessSource(
                    () -> {
                        CompletableFuture<Token> answer = new CompletableFuture<>();
                        signIns.add(answer);
                        return answer;
                    },
                    now::get);

    @Test
    void shouldSignInOnceForConcurrentRequests() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch ready = new CountDownLatch(THREADS);
            List<Future<CompletableFuture<ApiAccess>>> wanted = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                wanted.add(
                        threads.submit(
                                () -> {
                                    ready.countDown();
                                    ready.await();
                                    return credentials.access();
                                }));
            }
            List<CompletableFuture<ApiAccess>> answers = new ArrayList<>();
            for (Future<CompletableFuture<ApiAccess>> one : wanted) {
                answers.add(one.get(10, TimeUnit.SECONDS));
            }
            assertThat(signIns).hasSize(1);
            signIns.get(0).complete(token("a"));

            assertThat(answers).allMatch(answer -> answer.join().equals(access("a")));
            assertThat(credentials.access()).isCompletedWithValue(access("a"));
            assertThat(signIns).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldRenewAtFourFifthsOfTheLifetime() {
        credentials.access();
        signIns.get(0).complete(token("a", Duration.ofSeconds(100)));

        pass(Duration.ofMillis(79_999));
        assertThat(credentials.access()).isCompletedWithValue(access("a"));
        assertThat(signIns).hasSize(1);

        pass(Duration.ofMillis(1));
        CompletableFuture<ApiAccess> renewed = credentials.access();
        signIns.get(1).complete(token("b", Duration.ofSeconds(100)));
        assertThat(renewed).isCompletedWithValue(access("b"));

        pass(Duration.ofMillis(79_999));
        assertThat(credentials.access()).isCompletedWithValue(access("b"));
    }

    /** The lifetime starts with the request for the token: earlier than on the server. */
    @Test
    void shouldCountTheLifetimeFromTheRequest() {
        credentials.access();
        pass(Duration.ofSeconds(30));
        signIns.get(0).complete(token("a", Duration.ofSeconds(100)));

        pass(Duration.ofSeconds(50));
        credentials.access();

        assertThat(signIns).hasSize(2);
    }

    @Test
    void shouldKeepATokenOfUnknownLifetime() {
        credentials.access();
        signIns.get(0).complete(token("a"));

        pass(Duration.ofDays(365));

        assertThat(credentials.access()).isCompletedWithValue(access("a"));
    }

    @Test
    void shouldSignInAgainAfterARefusedToken() {
        credentials.access();
        signIns.get(0).complete(token("a"));

        credentials.refused(access("a"));
        CompletableFuture<ApiAccess> renewed = credentials.access();
        signIns.get(1).complete(token("b"));

        assertThat(renewed).isCompletedWithValue(access("b"));
    }

    @Test
    void shouldKeepANewTokenWhenAnOldOneIsRefused() {
        credentials.access();
        signIns.get(0).complete(token("a"));
        credentials.refused(access("a"));
        CompletableFuture<ApiAccess> renewed = credentials.access();

        // Other callers of the old token report its rejection only now.
        credentials.refused(access("a"));
        signIns.get(1).complete(token("b"));
        credentials.refused(access("a"));

        assertThat(renewed).isCompletedWithValue(access("b"));
        assertThat(credentials.access()).isCompletedWithValue(access("b"));
        assertThat(signIns).hasSize(2);
    }

    @Test
    void shouldSignInAgainAfterAFailedSignIn() {
        CompletableFuture<ApiAccess> first = credentials.access();
        signIns.get(0).completeExceptionally(new CrmException(CrmFailure.UNAVAILABLE, "away"));
        assertThat(first).isCompletedExceptionally();

        CompletableFuture<ApiAccess> second = credentials.access();
        signIns.get(1).complete(token("a"));

        assertThat(second).isCompletedWithValue(access("a"));
    }

    @Test
    void shouldSignInAgainAfterAnException() {
        TokenAccessSource throwing =
                new TokenAccessSource(
                        () -> {
                            signIns.add(null);
                            throw new IllegalStateException("thrown");
                        },
                        now::get);

        assertThat(throwing.access()).isCompletedExceptionally();
        assertThat(throwing.access()).isCompletedExceptionally();
        assertThat(signIns).hasSize(2);
    }

    @Test
    void shouldKeepTheTokenForOthersWhenOneRequestGivesUp() {
        CompletableFuture<ApiAccess> impatient = credentials.access();
        CompletableFuture<ApiAccess> patient = credentials.access();
        impatient.cancel(true);

        signIns.get(0).complete(token("a"));

        assertThat(patient).isCompletedWithValue(access("a"));
    }

    @Test
    void shouldNotShowTheSecretInToString() {
        assertThat(access("a").toString() + token("a")).doesNotContain("Bearer");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Token token(String name) {
        return token(name, null);
    }

    private static Token token(String name, Duration life) {
        return new Token(access(name), life);
    }

    private static ApiAccess access(String name) {
        return new ApiAccess("Bearer " + name, URI.create("https://crm.example.com"));
    }
}
