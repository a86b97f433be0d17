//! Kafka's error codes, with the names, exceptions and texts of its clients.

/// Defines the codes as one table, so that a code, its name and its text stand
/// beside each other.
macro_rules! kafka_errors {
    ($($variant:ident = $code:literal, $name:literal, $exception:literal, $retriable:literal, $message:literal;)*) => {
        /// An error code of Kafka's protocol.
        ///
        /// Source: `org.apache.kafka.common.protocol.Errors` of Kafka 4.3. The
        /// table holds the codes that this broker answers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(i16)]
        pub enum KafkaError {
            $(
                #[doc = $message]
                $variant = $code,
            )*
        }

        impl KafkaError {
            /// Every code of the table, ascending.
            pub const ALL: &'static [KafkaError] = &[$(KafkaError::$variant),*];

            /// The name in Kafka's protocol, such as `UNKNOWN_MEMBER_ID`.
            pub fn name(self) -> &'static str {
                match self { $(KafkaError::$variant => $name),* }
            }

            /// The class of the Java exception; empty for `NONE`.
            pub fn exception(self) -> &'static str {
                match self { $(KafkaError::$variant => $exception),* }
            }

            /// Whether a client may try the same again.
            pub fn retriable(self) -> bool {
                match self { $(KafkaError::$variant => $retriable),* }
            }

            /// The text that Kafka's clients show.
            pub fn message(self) -> &'static str {
                match self { $(KafkaError::$variant => $message),* }
            }
        }
    };
}

kafka_errors! {
    UnknownServerError = -1, "UNKNOWN_SERVER_ERROR", "UnknownServerException", false, "The server experienced an unexpected error when processing the request.";
    None = 0, "NONE", "", false, "NONE";
    OffsetOutOfRange = 1, "OFFSET_OUT_OF_RANGE", "OffsetOutOfRangeException", false, "The requested offset is not within the range of offsets maintained by the server.";
    UnknownTopicOrPartition = 3, "UNKNOWN_TOPIC_OR_PARTITION", "UnknownTopicOrPartitionException", true, "This server does not host this topic-partition.";
    LeaderNotAvailable = 5, "LEADER_NOT_AVAILABLE", "LeaderNotAvailableException", true, "There is no leader for this topic-partition as we are in the middle of a leadership election.";
    RequestTimedOut = 7, "REQUEST_TIMED_OUT", "TimeoutException", true, "The request timed out.";
    MessageTooLarge = 10, "MESSAGE_TOO_LARGE", "RecordTooLargeException", false, "The request included a message larger than the max message size the server will accept.";
    OffsetMetadataTooLarge = 12, "OFFSET_METADATA_TOO_LARGE", "OffsetMetadataTooLarge", false, "The metadata field of the offset request was too large.";
    NetworkException = 13, "NETWORK_EXCEPTION", "NetworkException", true, "The server disconnected before a response was received.";
    CoordinatorLoadInProgress = 14, "COORDINATOR_LOAD_IN_PROGRESS", "CoordinatorLoadInProgressException", true, "The coordinator is loading and hence can't process requests.";
    CoordinatorNotAvailable = 15, "COORDINATOR_NOT_AVAILABLE", "CoordinatorNotAvailableException", true, "The coordinator is not available.";
    NotCoordinator = 16, "NOT_COORDINATOR", "NotCoordinatorException", true, "This is not the correct coordinator.";
    InvalidTopicException = 17, "INVALID_TOPIC_EXCEPTION", "InvalidTopicException", false, "The request attempted to perform an operation on an invalid topic.";
    RecordListTooLarge = 18, "RECORD_LIST_TOO_LARGE", "RecordBatchTooLargeException", false, "The request included message batch larger than the configured segment size on the server.";
    InvalidRequiredAcks = 21, "INVALID_REQUIRED_ACKS", "InvalidRequiredAcksException", false, "Produce request specified an invalid value for required acks.";
    IllegalGeneration = 22, "ILLEGAL_GENERATION", "IllegalGenerationException", false, "Specified group generation id is not valid.";
    InconsistentGroupProtocol = 23, "INCONSISTENT_GROUP_PROTOCOL", "InconsistentGroupProtocolException", false, "The group member's supported protocols are incompatible with those of existing members or first group member tried to join with empty protocol type or empty protocol list.";
    InvalidGroupId = 24, "INVALID_GROUP_ID", "InvalidGroupIdException", false, "The group id is invalid.";
    UnknownMemberId = 25, "UNKNOWN_MEMBER_ID", "UnknownMemberIdException", false, "The coordinator is not aware of this member.";
    InvalidSessionTimeout = 26, "INVALID_SESSION_TIMEOUT", "InvalidSessionTimeoutException", false, "The session timeout is not within the range allowed by the broker (as configured by group.min.session.timeout.ms and group.max.session.timeout.ms).";
    RebalanceInProgress = 27, "REBALANCE_IN_PROGRESS", "RebalanceInProgressException", false, "The group is rebalancing, so a rejoin is needed.";
    TopicAlreadyExists = 36, "TOPIC_ALREADY_EXISTS", "TopicExistsException", false, "Topic with this name already exists.";
    InvalidPartitions = 37, "INVALID_PARTITIONS", "InvalidPartitionsException", false, "Number of partitions is below 1.";
    InvalidReplicationFactor = 38, "INVALID_REPLICATION_FACTOR", "InvalidReplicationFactorException", false, "Replication factor is below 1 or larger than the number of available brokers.";
    InvalidConfig = 40, "INVALID_CONFIG", "InvalidConfigurationException", false, "Configuration is invalid.";
    InvalidRequest = 42, "INVALID_REQUEST", "InvalidRequestException", false, "This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.";
    PolicyViolation = 44, "POLICY_VIOLATION", "PolicyViolationException", false, "Request parameters do not satisfy the configured policy.";
    OutOfOrderSequenceNumber = 45, "OUT_OF_ORDER_SEQUENCE_NUMBER", "OutOfOrderSequenceException", false, "The broker received an out of order sequence number.";
    DuplicateSequenceNumber = 46, "DUPLICATE_SEQUENCE_NUMBER", "DuplicateSequenceException", false, "The broker received a duplicate sequence number.";
    InvalidProducerEpoch = 47, "INVALID_PRODUCER_EPOCH", "InvalidProducerEpochException", false, "Producer attempted to produce with an old epoch.";
    InvalidTransactionTimeout = 50, "INVALID_TRANSACTION_TIMEOUT", "InvalidTxnTimeoutException", false, "The transaction timeout is larger than the maximum value allowed by the broker (as configured by transaction.max.timeout.ms).";
    UnknownProducerId = 59, "UNKNOWN_PRODUCER_ID", "UnknownProducerIdException", false, "This exception is raised by the broker if it could not locate the producer metadata associated with the producerId in question. This could happen if, for instance, the producer's records were deleted because their retention time had elapsed. Once the last records of the producerId are removed, the producer's metadata is removed from the broker, and future appends by the producer will return this exception.";
    NonEmptyGroup = 68, "NON_EMPTY_GROUP", "GroupNotEmptyException", false, "The group is not empty.";
    GroupIdNotFound = 69, "GROUP_ID_NOT_FOUND", "GroupIdNotFoundException", false, "The group id does not exist.";
    MemberIdRequired = 79, "MEMBER_ID_REQUIRED", "MemberIdRequiredException", false, "The group member needs to have a valid member id before actually entering a consumer group.";
    GroupMaxSizeReached = 81, "GROUP_MAX_SIZE_REACHED", "GroupMaxSizeReachedException", false, "The group has reached its maximum size.";
    FencedInstanceId = 82, "FENCED_INSTANCE_ID", "FencedInstanceIdException", false, "The broker rejected this static consumer since another consumer with the same group.instance.id has registered with a different member.id.";
    GroupSubscribedToTopic = 86, "GROUP_SUBSCRIBED_TO_TOPIC", "GroupSubscribedToTopicException", false, "Deleting offsets of a topic is forbidden while the consumer group is actively subscribed to it.";
    InvalidRecord = 87, "INVALID_RECORD", "InvalidRecordException", false, "This record has failed the validation on broker and hence will be rejected.";
}

impl KafkaError {
    /// The number in Kafka's protocol.
    pub fn code(self) -> i16 {
        self as i16
    }

    /// Whether this is `NONE`.
    pub fn is_none(self) -> bool {
        self == KafkaError::None
    }
}
