package io.supportassistant.flink;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.UdfStreamOperatorFactory;

/**
 * Lists the keyed state that the functions of a job declare when they are opened, each with its
 * serializer. Fails if a serializer would be Flink's generic one, which no later version can
 * migrate.
 */
public final class DeclaredState {

    private DeclaredState() {}

    /**
     * @param env contains the job; asynchronous functions are not opened, because they cannot have
     *     keyed state
     */
    public static List<StateDescriptor<?, ?>> of(StreamExecutionEnvironment env) throws Exception {
        List<StateDescriptor<?, ?>> declared = new ArrayList<>();
        for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
            if (node.getOperatorFactory() instanceof UdfStreamOperatorFactory<?> factory
                    && factory.getUserFunction() instanceof RichFunction function) {
                function.setRuntimeContext(contextThatCollects(declared));
                function.open(DefaultOpenContext.INSTANCE);
            }
        }
        declared.forEach(state -> state.initializeSerializerUnlessSet(env.getConfig()));
        return declared;
    }

    private static RuntimeContext contextThatCollects(List<StateDescriptor<?, ?>> declared) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getMetricGroup")) {
                        return UnregisteredMetricsGroup.createOperatorMetricGroup();
                    }
                    if (arguments != null && arguments[0] instanceof StateDescriptor<?, ?> state) {
                        declared.add(state);
                    }
                    return null;
                };
        return (RuntimeContext)
                Proxy.newProxyInstance(
                        DeclaredState.class.getClassLoader(),
                        new Class<?>[] {RuntimeContext.class},
                        handler);
    }
}
