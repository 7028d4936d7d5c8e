import java.util.LinkedHashMap;

/** Apex: a class and not an interface. */
final class Map<K, V> extends LinkedHashMap<K, V> {}
