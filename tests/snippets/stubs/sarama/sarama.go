// Package sarama has of the real one what our programs use, so that they can be looked at without it.
package sarama

import (
	"context"
	"time"
)

const (
	OffsetNewest int64 = -1
	OffsetOldest int64 = -2
)

type IsolationLevel int8

const (
	ReadUncommitted IsolationLevel = iota
	ReadCommitted
)

type RequiredAcks int16

const (
	NoResponse   RequiredAcks = 0
	WaitForLocal RequiredAcks = 1
	WaitForAll   RequiredAcks = -1
)

type BalanceStrategy interface{ Name() string }

func NewBalanceStrategyRange() BalanceStrategy      { return nil }
func NewBalanceStrategyRoundRobin() BalanceStrategy { return nil }
func NewBalanceStrategySticky() BalanceStrategy     { return nil }

type Config struct {
	Metadata struct{ AllowAutoTopicCreation bool }
	Producer struct {
		RequiredAcks RequiredAcks
		Idempotent   bool
		Return       struct{ Successes, Errors bool }
		Flush        struct{ Frequency time.Duration }
		Retry        struct{ Max int }
	}
	Consumer struct {
		Group struct {
			Session    struct{ Timeout time.Duration }
			Heartbeat  struct{ Interval time.Duration }
			InstanceId string
			Rebalance  struct {
				Timeout         time.Duration
				GroupStrategies []BalanceStrategy
			}
		}
		Fetch          struct{ Min, Default int32 }
		MaxWaitTime    time.Duration
		IsolationLevel IsolationLevel
		Offsets        struct {
			Initial    int64
			AutoCommit struct {
				Enable   bool
				Interval time.Duration
			}
		}
	}
}

func NewConfig() *Config { return nil }

type ConsumerMessage struct {
	Key, Value []byte
	Topic      string
	Partition  int32
	Offset     int64
}

type ConsumerGroupSession interface {
	MarkMessage(message *ConsumerMessage, metadata string)
	Commit()
	Context() context.Context
}

type ConsumerGroupClaim interface{ Messages() <-chan *ConsumerMessage }

type ConsumerGroupHandler interface {
	Setup(ConsumerGroupSession) error
	Cleanup(ConsumerGroupSession) error
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
}

type ConsumerGroup interface {
	Consume(ctx context.Context, topics []string, handler ConsumerGroupHandler) error
	Close() error
}

func NewConsumerGroup(addrs []string, group string, config *Config) (ConsumerGroup, error) {
	return nil, nil
}

type Encoder interface{ Length() int }

type StringEncoder string

func (StringEncoder) Length() int { return 0 }

type ByteEncoder []byte

func (ByteEncoder) Length() int { return 0 }

type ProducerMessage struct {
	Topic      string
	Key, Value Encoder
}

type ProducerError struct{ Err error }

func (ProducerError) Error() string { return "" }

type AsyncProducer interface {
	Input() chan<- *ProducerMessage
	Errors() <-chan *ProducerError
}

func NewAsyncProducer(addrs []string, config *Config) (AsyncProducer, error) { return nil, nil }

type SyncProducer interface {
	SendMessage(message *ProducerMessage) (int32, int64, error)
}

func NewSyncProducer(addrs []string, config *Config) (SyncProducer, error) { return nil, nil }
