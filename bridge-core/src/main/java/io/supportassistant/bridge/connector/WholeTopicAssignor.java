package io.supportassistant.bridge.connector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns all partitions to one member of the group: to the current owner as long as it lives.
 * Other members that join or leave do not affect it.
 */
public final class WholeTopicAssignor implements ConsumerPartitionAssignor {

    @Override
    public String name() {
        return "whole-topic";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE);
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> members = new TreeMap<>(group.groupSubscription());
        String chosen =
                members.entrySet().stream()
                        .filter(member -> !member.getValue().ownedPartitions().isEmpty())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(members.keySet().iterator().next());
        List<TopicPartition> all =
                members.get(chosen).topics().stream()
                        .flatMap(
                                topic ->
                                        IntStream.range(0, cluster.partitionsForTopic(topic).size())
                                                .mapToObj(i -> new TopicPartition(topic, i)))
                        .toList();
        Map<String, Assignment> assignments = new HashMap<>();
        members.keySet()
                .forEach(
                        member ->
                                assignments.put(
                                        member,
                                        new Assignment(member.equals(chosen) ? all : List.of())));
        return new GroupAssignment(assignments);
    }
}
