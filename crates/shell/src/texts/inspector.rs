//! What the inspector says.

pub(crate) use super::en::inspector::{phrase, row};

ids! {
    /// The title of a sheet, or the name of a row. Settings have Kafka's own
    /// names.
    Row {
        // Titles.
        /// A record: its offset and its partition.
        RecordTitle 2,
        /// A partition.
        PartitionTitle 1,
        /// A topic.
        TopicTitle 1,
        /// A group.
        GroupTitle 1,
        /// A committed offset: its group and its partition.
        CommitTitle 2,
        /// A position: its group and its partition.
        PositionTitle 2,
        /// A producer.
        ProducerTitle 1,
        /// A consumer.
        ConsumerTitle 1,
        /// An admin client.
        AdminTitle 1,
        /// A raw peer.
        PeerTitle 1,
        /// A request by its API.
        RequestTitle 1,
        /// A response by its API.
        ResponseTitle 1,
        /// A request that is not answered, by its API.
        RefusedTitle 1,
        // Who has to do with it.
        /// Whom a response goes to.
        To 0,
        /// Whom a request comes from.
        From 0,
        /// The family of a client.
        Client 0,
        /// The member that owns a partition.
        Owner 0,
        /// Another member that takes a partition for its own.
        BelievesToo 0,
        /// The group that a request is about.
        Group 0,
        /// The groups that a request is about.
        Groups 0,
        /// The member that leads.
        Leader 0,
        /// Whether a member leads.
        Leads 0,
        /// How many members there are, or who.
        Members 0,
        /// The members, which the leader alone is told of.
        MembersForLeader 0,
        /// A member's id.
        MemberId 0,
        /// The ids of those who have not joined with them yet.
        MemberIdsGiven 0,
        /// The member that was removed last.
        RemovedLast 0,
        /// When that was.
        RemovedAt 0,
        /// A producer's id.
        ProducerId 0,
        /// A producer's epoch.
        ProducerEpoch 0,
        // Requests and responses.
        /// The version of the API.
        Version 0,
        /// The correlation id.
        CorrelationId 0,
        /// The connection.
        Connection 0,
        /// When it left.
        Left 0,
        /// When it arrives.
        Arrives 0,
        /// The error of the whole response.
        Error 0,
        /// A fetch's max wait.
        MaxWait 0,
        /// A fetch's min bytes.
        MinBytes 0,
        /// A fetch's max bytes.
        MaxBytes 0,
        /// From where a fetch reads.
        FetchOffsets 0,
        /// What a lookup of offsets asks for.
        Timestamps 0,
        /// What is to be deleted.
        RecordsBelow 0,
        /// Whose settings are asked for.
        SettingsOf 0,
        /// What a JoinGroup says of it.
        SessionTimeout 0,
        /// What a JoinGroup says of it.
        RebalanceTimeout 0,
        /// Where leader epochs are asked for.
        EpochsEnded 0,
        /// Where leader epochs ended.
        Ends 0,
        /// The offsets of a request or a response.
        Offsets 0,
        /// What a Metadata response knows of.
        TopicsAndPartitions 0,
        /// What a member was assigned.
        Assignment 0,
        /// What is not answered yet.
        InFlight 0,
        // Records and logs.
        /// The topic.
        Topic 0,
        /// The topics.
        Topics 0,
        /// The pattern of topics.
        Pattern 0,
        /// The partition's number.
        Partition 0,
        /// The partitions, or how many.
        Partitions 0,
        /// The offset.
        Offset 0,
        /// A record's key.
        Key 0,
        /// A record's value.
        Value 0,
        /// A record's time, as its producer says.
        CreateTime 0,
        /// A record's time, as the broker says.
        LogAppendTime 0,
        /// The size of a key.
        KeyBytes 0,
        /// The size of a value.
        ValueBytes 0,
        /// The size of a record in its batch.
        BytesInBatch 0,
        /// The batch of a record.
        Batch 0,
        /// The sequence number of a record.
        SequenceNumber 0,
        /// The codec of a batch.
        Compression 0,
        /// What Java's partitioner does with a key.
        Murmur2 0,
        /// The leader epoch of a commit.
        LeaderEpoch 0,
        /// The metadata of a commit.
        Metadata 0,
        /// The time of a commit.
        CommitTimestamp 0,
        /// The log start offset.
        LogStart 0,
        /// The last stable offset.
        LastStable 0,
        /// The high watermark.
        HighWatermark 0,
        /// The log end offset.
        LogEnd 0,
        /// The log end offsets of a topic.
        LogEnds 0,
        /// How many records there are.
        Records 0,
        /// How many batches there are.
        Batches 0,
        /// How many segments there are.
        Segments 0,
        /// Where the active segment begins.
        ActiveFrom 0,
        /// The size of the active segment.
        ActiveBytes 0,
        /// The size of it all.
        Bytes 0,
        /// The largest timestamp of a log.
        LargestTimestamp 0,
        /// The offset of that record.
        ItsOffset 0,
        // Groups, commits and positions.
        /// A group's state.
        State 0,
        /// Since when.
        Since 0,
        /// The generation.
        Generation 0,
        /// A group's protocol type.
        ProtocolType 0,
        /// The assignor.
        Assignor 0,
        /// The assignors of a consumer.
        Assignors 0,
        /// The partition that holds a group.
        KeptIn 0,
        /// What is committed.
        Committed 0,
        /// A committed offset.
        CommittedOffset 0,
        /// Committed offsets.
        CommittedOffsets 0,
        /// When it was committed.
        CommittedAt 0,
        /// How many.
        DoneOnce 0,
        /// How many.
        DoneAgain 0,
        /// How many.
        Skipped 0,
        /// How many.
        DeletedUnread 0,
        /// How many.
        NeverDone 0,
        /// When a join phase ends, unless members come.
        JoinPhaseEnds 0,
        /// When those are removed that did not send one.
        SyncAwaitedUntil 0,
        /// Who they are.
        SyncAwaitedOf 0,
        /// What an offset means.
        Means 0,
        /// The lag.
        Lag 0,
        /// The record of a commit.
        Record 0,
        /// A position.
        Position 0,
        /// A member's positions.
        Positions 0,
        /// Where a member began to read.
        BeganAt 0,
        /// What a member was told of the high watermark.
        WatermarkKnown 0,
        /// Whether a partition is paused, or which.
        Paused 0,
        // Machines.
        /// Whether it runs.
        Status 0,
        /// How its program is.
        Application 0,
        /// How its network is.
        Network 0,
        /// When a call failed.
        FailedAt 0,
        /// A producer's topic.
        ProducesTo 0,
        /// A producer's rate.
        Rate 0,
        /// A producer's keys.
        Keys 0,
        /// The line of a tool.
        RunsLine 0,
        /// How long the work takes.
        WorkOnRecord 0,
        /// When a program commits.
        CommitMode 0,
        /// Who polls.
        Polls 0,
        /// How many records a program has.
        InHand 0,
        /// Which record it works on.
        WorksOn 0,
        /// How many records a producer sent.
        Sent 0,
        /// How many of them were acknowledged.
        Acknowledged 0,
        /// How many of them failed.
        Failed 0,
        /// What a producer has not sent yet.
        OpenBatches 0,
        /// Where records without a key go.
        StickyPartitions 0,
        /// What a producer counts.
        NextSequences 0,
        /// A producer's partitioner.
        Partitioner 0,
        /// How much of buffer.memory is free.
        MemoryLeft 0,
        /// A consumer's state in its group.
        Membership 0,
        /// What a consumer owns.
        Owns 0,
        /// How many records a consumer has fetched.
        Buffered 0,
        /// The call that a program waits for.
        InCall 0,
        /// When it comes back at the latest.
        UntilAtTheLatest 0,
        /// When a consumer polled last.
        PolledLast 0,
        /// When a consumer's next heartbeat is due.
        NextHeartbeat 0,
        /// When auto commit is due.
        AutoCommitsFrom 0,
        // Names with something in them.
        /// A header by its key.
        Header 1,
        /// What a group did with a record.
        WorkOf 1,
        /// What a group has committed.
        OfGroup 1,
        /// The position of a machine.
        PositionOf 1,
        /// A topic's setting.
        AsSet 1,
        /// A batch's numbers, by its partition.
        NumbersOf 1,
        /// What a leader assigns to a member.
        AssignsTo 1,
        /// The producers of a partition.
        ProducersOf 1,
        /// Why a record of a batch was refused.
        RecordOfBatch 1,
        /// A member by its machine.
        Member 1,
        /// How the last call of a kind failed.
        LastCall 1,
    }
}

ids! {
    /// A value, or a part of one.
    Phrase {
        // In general.
        /// A flag.
        Yes 0,
        /// A flag.
        No 0,
        /// There is none.
        None 0,
        /// There is none yet.
        NoneYet 0,
        /// All that there are.
        All 0,
        /// All of a partition.
        AllOf 1,
        /// A partition has none.
        NoneOf 1,
        /// Milliseconds.
        Ms 1,
        /// Something and what is said of it.
        Pair 2,
        // Requests and responses.
        /// A topic that is named by its id.
        ById 0,
        /// All resources of a kind.
        Every 1,
        /// A partition and a leader epoch.
        EpochOf 2,
        /// A record without a key.
        NoKey 0,
        /// A batch: its records, its bytes, its keys.
        BatchSent 3,
        /// A batch's numbers: the producer, its epoch, the first and last
        /// sequence number.
        Numbers 4,
        /// What a member subscribes to.
        Subscription 1,
        /// Where a batch was appended.
        BaseOffset 1,
        /// Where a log begins after a deletion.
        LowWatermark 1,
        /// A partition of a fetch that brings nothing.
        NoBatches 1,
        /// A partition of a fetch: the first and last offset.
        BatchesFrom 3,
        // Records.
        /// A record's batch: its first and last offset, its bytes.
        BatchOf 3,
        /// A codec.
        Estimated 1,
        /// What murmur2 says: the hash, the number of partitions, the partition.
        JavaTakes 3,
        /// The same of a record that is in another partition.
        JavaWouldTake 3,
        /// No work on a record was completed.
        NotDone 0,
        /// The work on a record was completed once.
        DoneOnce 0,
        /// It was completed so often.
        DoneTimes 1,
        /// The key of a commit: the group, the partition.
        OffsetOf 2,
        /// The key of a group's record.
        GroupOf 1,
        /// A null value.
        Tombstone 0,
        /// The value of a group's record: the generation, the assignor.
        GenerationOf 2,
        /// What a group has committed.
        CommittedLag 2,
        // Groups.
        /// A member: its id.
        MemberIs 1,
        /// Added to a member: it leads.
        AndLeads 0,
        /// Added to a member: its partitions.
        AndHas 1,
        /// Added to a member.
        JoinWaits 0,
        /// Added to a member.
        SyncWaits 0,
        /// Added to a member: when it was heard of, when its session ends.
        HeardOf 2,
        /// Why a member was removed.
        SessionTimeout 0,
        /// Why a member was removed.
        RebalanceTimeout 0,
        /// Why a member was removed.
        SyncTimeout 0,
        /// Why a member was removed.
        Left 0,
        /// Why a member was removed.
        GroupFull 0,
        /// A committed offset that the log has.
        ResumesHere 0,
        /// A committed offset that the log has not any more.
        BelowStart 0,
        /// A committed offset that the log has not yet.
        BeyondEnd 0,
        /// Where a record is.
        AtOffset 2,
        /// A position.
        ReadsFrom 0,
        /// A position that is being checked.
        OnceValid 1,
        /// There is no position yet.
        AsksCommitted 0,
        /// There is no position.
        NothingCommitted 0,
        /// There is no position yet.
        BeingReset 0,
        // Machines.
        /// A program that is stalled.
        StandsStill 0,
        /// A network that is cut.
        Cut 0,
        /// The user polls.
        ByHand 0,
        /// A loop polls.
        InALoop 0,
        /// A consumer that is out of its group.
        NoHeartbeat 0,
        /// How records without a key are placed.
        Sticky 0,
        /// The same: for so long.
        StickyFor 1,
        /// The same.
        ByChance 0,
        /// The same.
        InTurns 0,
        /// The same.
        HashedEmpty 0,
        /// The same.
        Named 0,
        /// How records with a key are placed.
        Murmur2 0,
        /// The same.
        InexactMurmur2 0,
        /// The same.
        Crc32 0,
        /// The same.
        Fnv1aAbsolute 0,
        /// The same.
        Fnv1aRemainder 0,
        /// The same.
        Fnv1aMasked 0,
        /// The same.
        ByChanceKeyed 0,
        /// A partitioner that does not look at keys: its name, how it places
        /// records.
        PartitionerKeyless 2,
        /// A partitioner: its name, how it places records with a key and without.
        PartitionerIs 3,
    }
}
