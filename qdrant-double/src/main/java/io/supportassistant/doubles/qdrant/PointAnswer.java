package io.supportassistant.doubles.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Responds to one call, with a message or an error. */
final class PointAnswer {

    private PointAnswer() {}

    static <T> void with(StreamObserver<T> caller, Supplier<T> message) {
        T answer;
        try {
            answer = message.get();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
            return;
        } catch (RuntimeException e) {
            caller.onError(
                    Status.INTERNAL
                            .withDescription("the contract double failed: " + e)
                            .withCause(e)
                            .asRuntimeException());
            return;
        }
        caller.onNext(answer);
        caller.onCompleted();
    }
}
