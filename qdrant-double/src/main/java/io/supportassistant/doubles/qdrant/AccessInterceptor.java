package io.supportassistant.doubles.qdrant;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Intercepts every call: checks its API key, and simulates failures for tests. */
public final class AccessInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> KEY =
            Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final String HEALTH = "qdrant.Qdrant/HealthCheck";

    private final String apiKey;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final AtomicInteger failuresLeft = new AtomicInteger();

    private volatile Status failure;

    /** Without its package; null for any. */
    private volatile String refusedMethod;

    private volatile boolean hanging;

    /**
     * @param apiKey required key, or null for none
     */
    public AccessInterceptor(String apiKey) {
        this.apiKey = apiKey;
    }

    /** Accepts calls but never responds. */
    public void hang() {
        hanging = true;
    }

    /** Rejects the next {@code calls} calls, then responds normally. */
    public void refuse(int calls, Status status) {
        refuse(null, calls, status);
    }

    /**
     * Rejects the next calls of one method: others may call at the same time.
     *
     * @param method such as {@code Points/Upsert}, or null for any
     */
    public void refuse(String method, int calls, Status status) {
        refusedMethod = method;
        failure = status;
        failuresLeft.set(calls);
    }

    /** Rejects every call until {@link #heal}. */
    public void refuseAll(Status status) {
        refuse(Integer.MAX_VALUE, status);
    }

    /** Responds normally again. Hanging calls stay without a response. */
    public void heal() {
        hanging = false;
        failuresLeft.set(0);
    }

    /**
     * How often a method was called, including rejected and hanging calls.
     *
     * @param method such as {@code Points/QueryBatch}
     */
    public int calls(String method) {
        return calls.getOrDefault("qdrant." + method, new AtomicInteger()).get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        calls.computeIfAbsent(method, name -> new AtomicInteger()).incrementAndGet();
        if (hanging) {
            return new ServerCall.Listener<>() {};
        }
        boolean mayBeRefused = refusedMethod == null || method.equals("qdrant." + refusedMethod);
        if (mayBeRefused && failuresLeft.getAndUpdate(count -> count > 0 ? count - 1 : 0) > 0) {
            return refused(call, failure);
        }
        if (apiKey != null && !method.equals(HEALTH)) {
            String key = headers.get(KEY);
            if (key == null) {
                return refused(
                        call,
                        Status.UNAUTHENTICATED.withDescription(
                                "Must provide an API key or an Authorization bearer token"));
            }
            if (!key.equals(apiKey)) {
                return refused(
                        call, Status.UNAUTHENTICATED.withDescription("Invalid API key or JWT"));
            }
        }
        return next.startCall(call, headers);
    }

    private static <Q, A> ServerCall.Listener<Q> refused(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
