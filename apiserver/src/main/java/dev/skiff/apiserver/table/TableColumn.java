package dev.skiff.apiserver.table;

/// One column.
///
/// @param type `string`, `integer`, `number`, `boolean` or `date`
/// @param format `name` for the first column, otherwise mostly empty
/// @param priority 0: always shown; greater: only with `-o wide`
public record TableColumn(
        String name, String type, String format, String description, int priority) {}
