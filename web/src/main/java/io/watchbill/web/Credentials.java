package io.watchbill.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is known.
 *
 * @param users bcrypt hash by user name
 * @param tokens bearer token by name
 * @param permissions what each of them may do; empty where everyone may do everything
 */
record Credentials(
        Map<String, String> users, Map<String, String> tokens, Optional<Map<String, Set<Permission>>> permissions) {
    static final Credentials NONE = new Credentials(Map.of(), Map.of(), Optional.empty());

    Credentials {
        users = Map.copyOf(users);
        tokens = Map.copyOf(tokens);
        permissions = permissions.map(Map::copyOf);
    }

    /** Whether nobody needs to say who it is. */
    boolean isEmpty() {
        return users.isEmpty() && tokens.isEmpty();
    }

    boolean may(String name, Permission permission) {
        return permissions
                .map(all -> all.getOrDefault(name, Set.of()).contains(permission))
                .orElse(true);
    }

    /** What a client is asked for. */
    List<String> challenges() {
        String basic = "Basic realm=\"watchbill\", charset=\"UTF-8\"";
        String bearer = "Bearer realm=\"watchbill\"";
        return users.isEmpty() ? List.of(bearer) : tokens.isEmpty() ? List.of(basic) : List.of(basic, bearer);
    }

    /** Names only: a log must not show hashes and tokens. */
    @Override
    public String toString() {
        return "Credentials of users " + users.keySet() + " and tokens " + tokens.keySet();
    }
}
