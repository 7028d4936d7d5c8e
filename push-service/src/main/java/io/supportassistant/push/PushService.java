package io.supportassistant.push;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.ApiContract;
import io.supportassistant.service.EventLog;
import io.supportassistant.service.HostedService;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.service.TopicTail;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pushes live calls to agents over HTTP, and takes the agents' input. */
public final class PushService implements HostedService {

    private static final String TAG = "push";

    private final EventLog log;
    private final TopicTail tail;
    private final ArticleTexts articles;
    private final Router router;
    private final boolean open;

    public PushService(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        PushSettings push = PushSettings.from(settings);
        open =
                HttpSettings.from(settings)
                        .isOpen(!push.signingKeys().isEmpty(), PushSettings.SIGNING_KEYS);
        Access access =
                open
                        ? Access.open()
                        : Access.byToken(
                                vertx, push.signingKeys(), push.tokens(), InstantSource.system());
        Map<String, Object> kafka = KafkaSettings.clientProperties(settings);
        Dispositions dispositions = new Dispositions(push.dispositions());
        CallBoards boards =
                new CallBoards(
                        push.boards(),
                        dispositions,
                        Set.copyOf(push.cardSources()),
                        InstantSource.system(),
                        metrics);

        RouterBuilder routes =
                ApiContract.routerBuilder(vertx, TAG)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        log = new EventLog(kafka);
        tail =
                new TopicTail(
                        "call-boards",
                        kafka,
                        BoardTopic.topics(),
                        push.callRetention(),
                        boards::post);
        Redactor redactor = RedactionSettings.redactor(settings);
        AgentInput input =
                new AgentInput(
                        log,
                        boards,
                        dispositions,
                        new InputLimits(push.rates(), System::nanoTime),
                        redactor,
                        metrics);
        AccessExpiry end = new AccessExpiry(boards, push.leftGrace(), push.awaitCall(), redactor);
        Admission admission =
                new Admission(access, end, push.admissions(), System::nanoTime, metrics);
        Connections connections = new Connections(push.connections(), metrics);
        PendingBytes waiting =
                new PendingBytes(push.waitingBytes(), push.waitingBytesPerClient(), metrics);
        new LiveRoutes(vertx, boards, admission, end, connections, input, waiting, metrics)
                .mount(routes);
        articles = new ArticleTexts(kafka, push.maxArticles(), metrics);
        new ArticleRoute(boards, admission, articles).mount(routes);
        router = routes.createRouter();
        Optional<SignInSettings> signIn = SignInSettings.from(settings);
        if (open && signIn.isPresent()) {
            throw new SettingException(
                    SignInSettings.ISSUER.name()
                            + " needs "
                            + PushSettings.SIGNING_KEYS.name()
                            + ": the desk gets a token that is signed with the first of them");
        }
        signIn.ifPresent(
                provider ->
                        new SignIn(
                                        vertx,
                                        provider,
                                        push.tokens(),
                                        push.signingKeys().get(0),
                                        metrics)
                                .mount(router));
        DeskRoutes.mount(router, boards, admission, end, push.frameAncestors(), signIn.isPresent());
    }

    public static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(HttpSettings.ALL);
        all.addAll(KafkaSettings.ALL);
        all.addAll(PushSettings.ALL);
        all.addAll(SignInSettings.ALL);
        all.addAll(RedactionSettings.ALL);
        return all;
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isReady() {
        return tail.isCaughtUp();
    }

    @Override
    public void close() {
        articles.close();
        tail.close();
        log.close();
    }

    public static void main(String[] args) {
        HttpService.run(args, PushService::new);
    }
}
