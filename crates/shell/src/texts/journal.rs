//! What the journal says.

pub(crate) use super::en::journal::sentence;

ids! {
    /// A sentence of the journal, or a part of one.
    Sentence {
        // The broker: topics and logs.
        /// The broker creates a topic: which, and how many partitions.
        CreatesTopic 2,
        /// The same of the topic of committed offsets.
        CreatesOffsetsTopic 2,
        /// A topic gets more partitions: which, and how many it has then.
        TopicGrows 2,
        /// The broker deletes a topic.
        DeletesTopic 1,
        /// Settings are changed: whose, and what is set.
        NowHas 2,
        /// Nothing is set any more: whose settings.
        HasDefaults 1,
        /// A group, as the owner of settings.
        TheGroup 1,
        /// The broker, as the owner of settings.
        TheBroker 0,
        /// The broker appends one record: which, to which partition, at which
        /// offset.
        Appends 3,
        /// The broker appends records: which, to which partition, at which first
        /// and last offset.
        AppendsSeveral 4,
        /// A partition's next segment begins: the partition, the offset.
        Rolls 2,
        /// Segments go that are below the log start: the partition, the offset
        /// below which.
        DeletesBelowStart 2,
        /// Segments go because of the log's size: the partition, the offset below
        /// which.
        DeletesForSize 2,
        /// Segments go because of their age: the partition, the offset below which.
        DeletesForAge 2,
        /// A log start moves: the partition, the offset.
        LogStartMoves 2,

        // What groups lose.
        /// Added to a line: records are passed over. The partition, the offsets; a
        /// form for how many.
        Skipped 2,
        /// Added to a line: records went before anybody read them. The partition,
        /// the offsets; a form for how many.
        DeletedUnread 2,
        /// The same, with the group that did not come to them.
        DeletedUnreadBy 3,
        /// Offsets from the first to the last.
        Stretch 2,

        // Groups at their coordinator.
        /// The coordinator has a new group.
        NewGroup 1,
        /// A group is forgotten with the topic of its offsets.
        Unloaded 1,
        /// A group is deleted because somebody asked for that.
        DeletesGroup 1,
        /// A group goes that has neither members nor committed offsets.
        DeletesEmptyGroup 1,
        /// Committed offsets go because their topic is deleted: the group, the
        /// partitions.
        OffsetsGoWithTopic 2,
        /// Committed offsets go because an admin client asks for that: the group,
        /// the partitions.
        OffsetsRemoved 2,
        /// Committed offsets go because they are old: the group, the partitions.
        OffsetsExpire 2,
        /// A group's commit is stored: the group, the offsets that changed.
        Commits 2,
        /// A commit that changes nothing: the group, the offsets.
        CommitsAsBefore 2,
        /// A committed offset that was a later one: the offset, the one before.
        BackFrom 2,
        /// A member id is given out: the group, the id.
        GivesMemberId 2,
        /// A member joins: the machine, the group.
        Joins 2,
        /// A member that is known joins: the machine, the group.
        JoinsAgain 2,
        /// A static member is back: its group.instance.id, the group.
        IsBack 2,
        /// One of several machines with a group.instance.id has its place: the
        /// machine, the id, the group.
        TakesPlace 3,
        /// A rebalance is postponed.
        WaitsOn 1,
        /// A member leaves: the machine, the group.
        Leaves 2,
        /// A member leaves because it did not poll: the machine, the group.
        LeavesLate 2,
        /// A member is removed after its session timeout: the machine, the instant
        /// in seconds.
        RemovedSilent 2,
        /// A member is removed after its rebalance timeout.
        RemovedNotJoined 1,
        /// A member is removed because it sent no SyncGroup.
        RemovedNotSynced 1,
        /// A member is removed because the group is full.
        RemovedFull 1,
        /// The first join phase begins: the group, the time.
        WaitsForMembers 2,
        /// A join phase begins without members.
        NobodyLeft 1,
        /// A join phase begins that waits for nobody.
        AllJoined 1,
        /// A join phase begins: the group, the machines that it waits for.
        WaitsFor 2,
        /// A generation without members: the group, the generation.
        IsEmpty 2,
        /// A generation begins: the group, the generation, the machine that leads,
        /// the assignor.
        IsCompleting 4,
        /// A generation has its assignment: the group, the generation, the
        /// assignor, who gets what.
        IsStable 4,
        /// In the place of an assignor that nobody named.
        ItsLeader 0,
        /// A member's part of an assignment is nothing.
        GetsNothing 1,
        /// A member's part of an assignment is everything.
        GetsAll 1,
        /// A member's part of an assignment: the machine, the partitions.
        Gets 2,

        // Machines, their programs and clients.
        /// A machine starts.
        Starts 1,
        /// A producer starts: the machine, the topic, the rate.
        StartsProducing 3,
        /// A consumer without a group starts: the machine, the topics.
        StartsConsuming 2,
        /// A consumer starts: the machine, the topics, the group.
        StartsConsumingIn 3,
        /// Topics that a pattern stands for.
        TopicsLike 1,
        /// A machine starts again.
        StartsAgain 1,
        /// A process dies.
        Crashes 1,
        /// A process dies that had done work which is not committed: the machine,
        /// the records.
        CrashesHolding 2,
        /// Records of a partition: the partition, their offsets.
        Done 2,
        /// A machine restarts in good order.
        Restarts 1,
        /// A machine is asked to stop.
        AskedToStop 1,
        /// A machine is told how to close: the machine, how.
        IsToClose 2,
        /// A way to close: it leaves its group whatever it is.
        LeavesItsGroup 0,
        /// A way to close: it stays a member.
        StaysInItsGroup 0,
        /// A way to close: how long it may take.
        ClosesWithin 1,
        /// A machine has stopped.
        Stops 1,
        /// A program has ended by an exception.
        EndsFailed 1,
        /// A tool has ended.
        ToolEnds 1,
        /// A tool has ended with a status that is no success: which, the status.
        ToolFails 2,
        /// A program has ended by a signal.
        EndsInterrupted 1,
        /// A program stands still.
        StandsStill 1,
        /// A program stands still whose client is a member.
        HeartGoesOn 1,
        /// A program goes on.
        GoesOn 1,
        /// A machine is removed.
        TakenAway 1,
        /// A program is changed: the machine, what is changed.
        Changes 2,
        /// A change: how long the work on a record takes.
        Works 1,
        /// A change: no commits.
        NeverCommits 0,
        /// A change: auto commit.
        CommitsByItself 0,
        /// A change: commits before the work.
        CommitsBefore 0,
        /// A change: commits after each of something, by the name of the mode.
        CommitsAfterEach 1,
        /// A change: the user polls.
        PollsByHand 0,
        /// A change: a loop polls.
        PollsInALoop 0,
        /// A change: the rate.
        Sends 1,
        /// A change: no keys.
        SendsWithoutKeys 0,
        /// A change: the keys.
        HasKeys 1,
        /// A producer's program pauses.
        Rests 1,
        /// The playground has no room for what a producer's program would make:
        /// the machine, how many there may be, of what.
        RestsAtLimit 3,
        /// The work on a record that was done before begins: the machine, the
        /// record.
        WorksAgain 2,
        /// The work on a record is done: the machine, the record.
        Finishes 2,
        /// The same for a record that was done before: and how often by now.
        FinishesAgain 3,
        /// The work on a record throws: the machine, the record.
        Throws 2,
        /// A record that failed is sent away: the machine, the record, the topic.
        DeadLetters 3,
        /// The playground has no room for it: the same.
        NoDeadLetter 3,
        /// It did not come there: the machine, the record.
        LetterFails 2,
        /// A consumer's program gets a signal to end: the machine.
        GetsSignal 1,
        /// What was done for the group's sake ends: the machine.
        EndsSession 1,
        /// A consumer's process ends without closing: the machine.
        EndsUnclosed 1,
        /// A change: how the program is written.
        IsWritten 1,
        /// A record by its key: the key, its place.
        RecordAt 2,
        /// A member gives partitions back: the machine, the partitions.
        GivesBack 2,
        /// A member has lost partitions: the machine, the partitions.
        Loses 2,
        /// Added to a line: the partitions that a member keeps.
        AndKeeps 1,
        /// Added to a line: the second round of a cooperative rebalance comes.
        JoinsForOthers 0,
        /// A member's assignment is empty.
        OwnsNothing 1,
        /// A member's assignment brings nothing new: the machine, the partitions.
        Keeps 2,
        /// A member gets partitions and had none: the machine, the partitions.
        Owns 2,
        /// A member gets partitions: the machine, those that are new, those that it
        /// had.
        GetsMore 3,
        /// A static member exceeds its poll interval.
        PollsTooLate 1,
        /// A cooperative member joins again: the machine, the partitions that it
        /// reads on.
        JoinsKeeping 2,
        /// A member rejects its assignment.
        TurnsDown 1,
        /// A commit callback gets an error: the machine, the exception.
        CommitAsyncFails 2,
        /// A member's session is over on its own side.
        LosesCoordinator 1,
        /// The commit before a rebalance is given up.
        GoesOnUncommitted 1,
        /// The sticky partitioner chose: the machine, the partition.
        Sticks 2,
        /// Partitions are taken in turns: the machine, the topic.
        TakesTurns 2,
        /// A send blocks: the machine, the bytes that it needs.
        AwaitsMemory 2,
        /// A batch expires: the machine, the partition.
        GivesUpBatch 2,
        /// A producer's epoch is bumped: the machine, the epoch.
        BeginsEpoch 2,

        // What travels.
        /// A heartbeat leaves.
        SendsHeartbeat 1,
        /// Added to a line: a request goes into a cut network.
        IsLost 0,
        /// A network is cut with nothing in the air.
        IsCut 1,
        /// A network is cut: the machine, how much was in the air; a form for that.
        IsCutLosing 2,
        /// A network is whole again.
        IsWhole 1,
        /// A batch leaves: the machine, the records, the partition.
        SendsTo 3,
        /// A batch leaves once more: the machine, the records, the partition.
        SendsAgain 3,
        /// A batch leaves: the machine, the records, who chose the partition, the
        /// partition.
        SendsChosen 4,
        /// Several batches leave: the machine, what goes where.
        SendsSeveral 2,
        /// A batch among several: the records, the partition.
        To 2,
        /// A batch among several, once more: the records, the partition.
        ToAgain 2,
        /// Who chooses a partition.
        StickyPartitioner 0,
        /// Who chooses a partition.
        Chance 0,
        /// Who chooses a partition.
        RoundRobin 0,
        /// Who chooses a partition.
        Murmur2 0,
        /// Who chooses a partition.
        OldMurmur2 0,
        /// Who chooses a partition.
        Crc32 0,
        /// Who chooses a partition.
        Fnv1a 0,
        /// Who chooses a partition.
        ManualPartitioner 0,
        /// The broker closed a connection: the machine, the request that it
        /// refused.
        ConnectionClosed 2,
        /// A producer has its id: the machine, the id.
        IsProducer 2,
        /// A lookup of the coordinator was in vain.
        NoCoordinatorYet 1,
        /// A request failed: the machine, the request, the error.
        IsAnswered 3,
        /// A heartbeat brings news of a rebalance: the machine, the request, the
        /// error.
        IsAnsweredRejoin 3,
        /// A fetch is answered: the machine, what came of each partition.
        Fetches 2,
        /// What came of a partition: the partition, the offset from which, what.
        FetchedFrom 3,
        /// Nothing is committed.
        AsksForNone 1,
        /// Committed offsets arrive: the machine, the offsets.
        AsksFor 2,
        /// A partition without a committed offset.
        HasNone 1,
        /// A log ends before a position: the machine, where.
        FindsTruncated 2,
        /// A log ends before a position: the partition, its end, the position.
        EndsBefore 3,
        /// Positions are looked up: the machine, where it starts, by which policy.
        StartsAt 3,
        /// The same where nothing is committed.
        StartsAtUncommitted 3,
        /// Partitions and an offset.
        At 2,

        // Client calls.
        /// An admin client's call fails: the call, the exception.
        Fails 2,
        /// A call fails: the machine, the call, the exception.
        CallFails 3,
        /// A poll by hand returns records: the machine, how many.
        PollReturns 2,
        /// A poll by hand returns nothing.
        PollReturnsNothing 1,
        /// A position is asked for: the machine, the partition, the offset.
        PositionIs 3,
        /// A seek: the machine, the partition, the offset.
        Seeks 3,
        /// A seek back: and the position before.
        SeeksBack 4,
        /// A seek ahead: and the position before.
        SeeksOn 4,
        /// A seek to the beginning: the machine, the partitions.
        SeeksBeginning 2,
        /// A seek to the end: the machine, the partitions.
        SeeksEnd 2,
        /// Partitions are paused: the machine, the partitions.
        Pauses 2,
        /// Partitions are resumed: the machine, the partitions.
        Resumes 2,
        /// In the place of partitions: all that it has.
        AllItsPartitions 0,
    }
}
