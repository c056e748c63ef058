package dev.skiff.apiserver.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// Sets apart what an object has to itself among its kind, such as an address. Asked after
/// validation, right before the object is stored.
public interface Reservations {
    /// Nothing has to be set apart.
    Reservations NONE =
            new Reservations() {
                private static final Hold NOTHING =
                        new Hold() {
                            @Override
                            public void keep() {}

                            @Override
                            public void drop() {}
                        };

                @Override
                public Hold reserve(ObjectNode object, Optional<ObjectNode> stored) {
                    return NOTHING;
                }

                @Override
                public void release(ObjectNode gone) {}
            };

    /// What was set apart for one write, until it is known how that ended.
    interface Hold {
        /// The object was stored: what it had before and has no more is free.
        void keep();

        /// The object was not stored: what was set apart for it is free.
        void drop();
    }

    /// Fills in what the object leaves to us and sets it apart.
    ///
    /// @param stored what is there; empty for a creation
    /// @throws dev.skiff.api.status.ApiException if what it asks for cannot be had
    Hold reserve(ObjectNode object, Optional<ObjectNode> stored);

    /// The object was deleted: what it had is free.
    void release(ObjectNode gone);
}
