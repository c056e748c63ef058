package dev.skiff.apiserver.registry;

/// What the verbs that write are made of.
record Writing(
        BodyDecoder decoder,
        Creation creation,
        Modification modification,
        OwnerRecorder owners,
        Answers answers) {}
