package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Converts payload filters to Lucene queries, and payload to the fields they search. */
final class PayloadFilter {

    static final String ID = "id";
    private static final String PAYLOAD = "payload:";

    /** Names of the payload fields that are neither missing nor null nor empty. */
    private static final String GIVEN = "given";

    private PayloadFilter() {}

    static String key(PointId id) {
        return id.hasUuid() ? id.getUuid() : Long.toUnsignedString(id.getNum());
    }

    static void index(Map<String, Value> payload, Document into) {
        payload.forEach(
                (name, value) -> {
                    index(PAYLOAD + name, value, into);
                    if (!value.hasNullValue() && !isEmptyList(value)) {
                        into.add(term(GIVEN, name));
                    }
                });
    }

    private static void index(String field, Value value, Document into) {
        switch (value.getKindCase()) {
            case STRING_VALUE -> into.add(term(field, value.getStringValue()));
            case BOOL_VALUE -> into.add(term(field, Boolean.toString(value.getBoolValue())));
            case INTEGER_VALUE -> into.add(new DoublePoint(field, value.getIntegerValue()));
            case DOUBLE_VALUE -> into.add(new DoublePoint(field, value.getDoubleValue()));
            case LIST_VALUE ->
                    value.getListValue()
                            .getValuesList()
                            .forEach(element -> index(field, element, into));
            default -> {}
        }
    }

    private static boolean isEmptyList(Value value) {
        return value.hasListValue() && value.getListValue().getValuesCount() == 0;
    }

    private static Field term(String field, String value) {
        return new StringField(field, value, Field.Store.NO);
    }

    static Query query(Filter filter) {
        if (filter.hasMinShould()) {
            throw Refusal.notCovered("min_should");
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(new MatchAllDocsQuery(), Occur.FILTER);
        filter.getMustList().forEach(condition -> query.add(query(condition), Occur.FILTER));
        filter.getMustNotList().forEach(condition -> query.add(query(condition), Occur.MUST_NOT));
        if (filter.getShouldCount() > 0) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            filter.getShouldList().forEach(condition -> any.add(query(condition), Occur.SHOULD));
            query.add(any.build(), Occur.FILTER);
        }
        return query.build();
    }

    private static Query query(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> query(condition.getField());
            case FILTER -> query(condition.getFilter());
            case IS_EMPTY -> isEmpty(condition.getIsEmpty().getKey());
            case HAS_ID -> ids(condition.getHasId().getHasIdList());
            default -> throw Refusal.notCovered(condition.getConditionOneOfCase().name());
        };
    }

    private static Query isEmpty(String field) {
        return new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(new TermQuery(new Term(GIVEN, field)), Occur.MUST_NOT)
                .build();
    }

    static Query ids(List<PointId> ids) {
        return new TermInSetQuery(ID, ids.stream().map(id -> new BytesRef(key(id))).toList());
    }

    private static Query query(FieldCondition condition) {
        String field = PAYLOAD + condition.getKey();
        if (condition.hasRange()) {
            return range(field, condition.getRange());
        }
        if (!condition.hasMatch()) {
            throw Refusal.notCovered("a field condition without match or range");
        }
        return switch (condition.getMatch().getMatchValueCase()) {
            case KEYWORD -> new TermQuery(new Term(field, condition.getMatch().getKeyword()));
            case BOOLEAN ->
                    new TermQuery(
                            new Term(field, Boolean.toString(condition.getMatch().getBoolean())));
            case INTEGER ->
                    DoublePoint.newExactQuery(field, (double) condition.getMatch().getInteger());
            case KEYWORDS -> {
                List<String> any = condition.getMatch().getKeywords().getStringsList();
                yield any.isEmpty()
                        ? new MatchNoDocsQuery()
                        : new TermInSetQuery(field, any.stream().map(BytesRef::new).toList());
            }
            default ->
                    throw Refusal.notCovered(
                            "match by " + condition.getMatch().getMatchValueCase());
        };
    }

    private static Query range(String field, Range range) {
        double from = Double.NEGATIVE_INFINITY;
        double to = Double.POSITIVE_INFINITY;
        if (range.hasGte()) {
            from = range.getGte();
        }
        if (range.hasGt()) {
            from = Math.max(from, Math.nextUp(range.getGt()));
        }
        if (range.hasLte()) {
            to = range.getLte();
        }
        if (range.hasLt()) {
            to = Math.min(to, Math.nextDown(range.getLt()));
        }
        return from > to ? new MatchNoDocsQuery() : DoublePoint.newRangeQuery(field, from, to);
    }
}
