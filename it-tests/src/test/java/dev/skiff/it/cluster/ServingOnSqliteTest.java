package dev.skiff.it.cluster;

import java.util.List;

class ServingOnSqliteTest extends ServingContract {
    @Override
    List<String> startDatastore() {
        return List.of();
    }

    @Override
    void stopDatastore() {}
}
