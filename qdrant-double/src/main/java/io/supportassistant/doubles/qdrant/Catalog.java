package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The collections and their aliases. Searches see a change of aliases atomically. */
final class Catalog {

    private final Map<String, StoredCollection> collections = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

    synchronized StoredCollection get(String nameOrAlias) {
        checkName(nameOrAlias);
        StoredCollection found = collections.get(aliases.getOrDefault(nameOrAlias, nameOrAlias));
        if (found == null) {
            throw Refusal.noCollection(nameOrAlias);
        }
        return found;
    }

    synchronized void create(CreateCollection request) {
        String name = request.getCollectionName();
        checkName(name);
        if (collections.containsKey(name)) {
            throw Refusal.alreadyExists(name);
        }
        if (aliases.containsKey(name)) {
            throw Refusal.wrongInput(
                    "Can't create collection with name "
                            + name
                            + ". Alias with the same name already exists");
        }
        collections.put(name, new StoredCollection(request));
    }

    synchronized boolean delete(String name) {
        aliases.values().removeIf(name::equals);
        return collections.remove(name) != null;
    }

    synchronized boolean exists(String nameOrAlias) {
        return collections.containsKey(aliases.getOrDefault(nameOrAlias, nameOrAlias));
    }

    synchronized List<String> names() {
        return List.copyOf(collections.keySet());
    }

    synchronized Map<String, String> aliases() {
        return Map.copyOf(aliases);
    }

    /**
     * Like the server: applies the operations in sequence, and keeps those before a rejected one.
     */
    synchronized void change(List<AliasOperations> operations) {
        for (AliasOperations operation : operations) {
            switch (operation.getActionCase()) {
                case CREATE_ALIAS -> create(operation.getCreateAlias());
                case DELETE_ALIAS -> aliases.remove(operation.getDeleteAlias().getAliasName());
                case RENAME_ALIAS -> throw Refusal.notCovered("renaming aliases");
                default -> throw Refusal.wrongInput("Malformed AliasOperation type");
            }
        }
    }

    private void create(CreateAlias alias) {
        if (!collections.containsKey(alias.getCollectionName())) {
            throw Refusal.noCollection(alias.getCollectionName());
        }
        if (collections.containsKey(alias.getAliasName())) {
            throw Refusal.alreadyExists(alias.getAliasName());
        }
        aliases.put(alias.getAliasName(), alias.getCollectionName());
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > 255) {
            throw Refusal.invalid("collection_name", "length must be from 1 to 255");
        }
        if (name.matches(".*[<>:\"/\\\\|?*\\x00-\\x1f].*")) {
            throw Refusal.invalid("collection_name", "collection name cannot contain such a char");
        }
    }
}
