package io.watchbill.spec;

import java.util.Optional;

/**
 * Who and what the system is.
 *
 * @param name a DNS label: prefix of files, rule groups and dashboard uids
 * @param title the name that people read; by default the name with spaces
 * @param useCase such as {@code UC-012}: the folder of the Operations Specification document
 * @param owner the team that answers for the system
 * @param environment a label on every alert and a suffix of uids
 * @param description one or two sentences; may be empty
 */
public record Metadata(
        String name,
        String title,
        Optional<String> useCase,
        String owner,
        Optional<String> environment,
        String description,
        LinkBases links) {}
