//! What facts are asked of: the state at one instant.

use crate::fact::Operands;
use crate::value::Value;
use cluster::view::{
    CellView, ConsumerView, GroupLaneView, GroupView, LedgerView, MachineView, ProducerView, View,
};
use cluster::State;
use protocol::topic_partition::TopicPartition;

/// How many records of a log a fact looks at.
const MOST_RECORDS: usize = 100_000;

/// The state at an instant, and its view without cells.
pub struct Present<'a> {
    state: &'a State,
    view: View,
}

impl<'a> Present<'a> {
    /// Looks at a state.
    pub fn of(state: &'a State) -> Self {
        Present {
            state,
            view: View::of(state, 0),
        }
    }

    /// The view, without cells.
    pub(crate) fn view(&self) -> &View {
        &self.view
    }

    fn group(&self, name: Option<&str>) -> Option<&GroupView> {
        let groups = &self.view.groups;
        match name {
            Some(name) => groups.iter().find(|group| &*group.id == name),
            None => groups.first().filter(|_| groups.len() == 1),
        }
    }

    fn of_group(&self, of: &Operands, ask: impl Fn(&GroupView) -> Value) -> Value {
        self.group(of.group.as_deref()).map_or(Value::None, ask)
    }

    fn lane<'b>(group: &'b GroupView, partition: &TopicPartition) -> Option<&'b GroupLaneView> {
        let mut lanes = group.lanes.iter();
        lanes.find(|lane| *lane.topic == *partition.topic && lane.partition == partition.partition)
    }

    fn of_lane(&self, of: &Operands, ask: impl Fn(&GroupLaneView) -> Value) -> Value {
        let group = self.group(of.group.as_deref());
        let lane = group.zip(of.partition.as_ref());
        let lane = lane.and_then(|(group, partition)| Self::lane(group, partition));
        lane.map_or(Value::None, ask)
    }

    fn of_machine(&self, of: &Operands, ask: impl Fn(&MachineView) -> Value) -> Value {
        let producers = self.view.producers.iter().map(|one| &one.machine);
        let consumers = self.view.consumers.iter().map(|one| &one.machine);
        let mut all = producers.chain(consumers).chain(&self.view.tools);
        let machine = all.find(|machine| *machine.name == *of.name);
        machine.map_or(Value::None, ask)
    }

    fn of_consumer(&self, of: &Operands, ask: impl Fn(&ConsumerView) -> Value) -> Value {
        let mut all = self.view.consumers.iter();
        let consumer = all.find(|one| *one.machine.name == *of.name);
        consumer.map_or(Value::None, ask)
    }

    fn of_producer(&self, of: &Operands, ask: impl Fn(&ProducerView) -> i64) -> Value {
        let mut all = self.view.producers.iter();
        let producer = all.find(|one| *one.machine.name == *of.name);
        producer.map(ask).into()
    }

    fn of_log(&self, of: &Operands, ask: impl Fn(&broker::log::Log) -> i64) -> Value {
        let log = of
            .partition
            .as_ref()
            .and_then(|partition| self.state.broker().log(partition));
        log.map(ask).into()
    }

    pub(crate) fn log_start(&self, of: &Operands) -> Value {
        self.of_log(of, broker::log::Log::start)
    }

    pub(crate) fn log_end(&self, of: &Operands) -> Value {
        self.of_log(of, broker::log::Log::end)
    }

    pub(crate) fn records(&self, of: &Operands) -> Value {
        self.of_log(of, |log| log.end() - log.start())
    }

    pub(crate) fn topic_records(&self, of: &Operands) -> Value {
        let topic = self
            .view
            .topics
            .iter()
            .find(|topic| *topic.name == *of.name);
        topic.map(|topic| topic.records).into()
    }

    pub(crate) fn partitions(&self, of: &Operands) -> Value {
        let count = self.state.broker().partition_count(&of.name);
        count.map(i64::from).into()
    }

    fn cells(&self, partition: &TopicPartition, from: i64, most: usize) -> Vec<CellView> {
        View::cells(self.state, partition, from, most)
    }

    fn with_key(&self, partition: &TopicPartition, key: &str) -> i64 {
        let wanted = (key != "none").then_some(key);
        let cells = self.cells(partition, 0, MOST_RECORDS);
        let with = cells.iter().filter(|cell| cell.key.as_deref() == wanted);
        i64::try_from(with.count()).unwrap_or(i64::MAX)
    }

    pub(crate) fn count(&self, of: &Operands) -> Value {
        let partition = of.partition.as_ref();
        partition
            .map(|partition| self.with_key(partition, &of.text))
            .into()
    }

    pub(crate) fn where_is(&self, of: &Operands) -> Value {
        let count = self.state.broker().partition_count(&of.name).unwrap_or(0);
        let has = |partition: &i32| {
            self.with_key(&TopicPartition::new(&*of.name, *partition), &of.text) > 0
        };
        Value::List(
            (0..count)
                .filter(has)
                .map(|partition| partition.to_string())
                .collect(),
        )
    }

    fn cell(&self, of: &Operands) -> Option<CellView> {
        let offset = of.text.parse().ok()?;
        let cells = self.cells(of.partition.as_ref()?, offset, 1);
        cells.into_iter().find(|cell| cell.offset == offset)
    }

    pub(crate) fn key(&self, of: &Operands) -> Value {
        self.cell(of).and_then(|cell| cell.key).into()
    }

    pub(crate) fn value(&self, of: &Operands) -> Value {
        self.cell(of).and_then(|cell| cell.value).into()
    }

    pub(crate) fn committed(&self, of: &Operands) -> Value {
        self.of_lane(of, |lane| lane.committed.map(|offset| offset.0).into())
    }

    pub(crate) fn lag(&self, of: &Operands) -> Value {
        self.of_lane(of, |lane| lane.lag.map(|lag| lag.0).into())
    }

    pub(crate) fn group_lag(&self, of: &Operands) -> Value {
        self.of_group(of, |group| {
            let known = group.lanes.iter().filter_map(|lane| lane.lag);
            Value::Number(known.map(|lag| lag.0).sum())
        })
    }

    pub(crate) fn position(&self, of: &Operands) -> Value {
        let Some(partition) = &of.partition else {
            return Value::None;
        };
        if let Some(group) = self.group(Some(&of.name)) {
            let lane = Self::lane(group, partition);
            return lane
                .and_then(|lane| lane.position)
                .map(|offset| offset.0)
                .into();
        }
        let machine = self.state.machine(&of.name);
        let consumer = machine.and_then(|(_, machine)| machine.client().consumer());
        consumer
            .and_then(|consumer| consumer.position(partition))
            .into()
    }

    pub(crate) fn read_from(&self, of: &Operands) -> Value {
        self.of_lane(of, |lane| lane.read_from.map(|offset| offset.0).into())
    }

    pub(crate) fn owner(&self, of: &Operands) -> Value {
        self.of_lane(of, |lane| {
            lane.owner.as_ref().map(ToString::to_string).into()
        })
    }

    pub(crate) fn working(&self, of: &Operands) -> Value {
        self.of_lane(of, |lane| lane.working.into())
    }

    pub(crate) fn times(&self, of: &Operands) -> Value {
        let observed = self.state.observed();
        let group = self.group(of.group.as_deref());
        let (Some(group), Some(partition), Ok(offset)) = (group, &of.partition, of.text.parse())
        else {
            return Value::None;
        };
        let ledger = observed.ledger(&group.id);
        ledger
            .map(|ledger| i64::from(ledger.times(partition, offset)))
            .into()
    }

    pub(crate) fn ledger(&self, of: &Operands, ask: fn(&LedgerView) -> i64) -> Value {
        self.of_group(of, |group| Value::Number(ask(&group.ledger)))
    }

    pub(crate) fn group_state(&self, of: &Operands) -> Value {
        self.of_group(of, |group| Value::Word(group.state.to_owned()))
    }

    pub(crate) fn generation(&self, of: &Operands) -> Value {
        self.of_group(of, |group| Value::Number(i64::from(group.generation)))
    }

    pub(crate) fn members(&self, of: &Operands) -> Value {
        self.of_group(of, |group| Value::Number(group.members.len() as i64))
    }

    pub(crate) fn leader(&self, of: &Operands) -> Value {
        self.of_group(of, |group| {
            let leads = group.members.iter().find(|member| member.leads);
            leads.map(|member| member.machine.to_string()).into()
        })
    }

    pub(crate) fn assignor(&self, of: &Operands) -> Value {
        self.of_group(of, |group| match group.protocol.is_empty() {
            true => Value::None,
            false => Value::Word(group.protocol.to_string()),
        })
    }

    pub(crate) fn status(&self, of: &Operands) -> Value {
        self.of_machine(of, |machine| {
            Value::Word(match machine.condition {
                "well" => "running".to_owned(),
                condition => condition.to_owned(),
            })
        })
    }

    pub(crate) fn assigned(&self, of: &Operands) -> Value {
        self.of_consumer(of, |consumer| {
            // What one that is dead believes is nobody's business any more.
            let all = consumer
                .assignment
                .iter()
                .filter(|_| consumer.doing != "off");
            Value::List(all.map(ToString::to_string).collect())
        })
    }

    pub(crate) fn uncommitted(&self, of: &Operands) -> Value {
        self.of_consumer(of, |consumer| {
            Value::Number(i64::from(consumer.done_uncommitted))
        })
    }

    pub(crate) fn hand(&self, of: &Operands) -> Value {
        self.of_consumer(of, |consumer| Value::Number(i64::from(consumer.hand_count)))
    }

    pub(crate) fn doing(&self, of: &Operands) -> Value {
        self.of_consumer(of, |consumer| Value::Word(consumer.doing.to_owned()))
    }

    pub(crate) fn calling(&self, of: &Operands) -> Value {
        self.of_machine(of, |machine| {
            machine
                .blocked
                .as_ref()
                .map(|blocked| blocked.call.to_owned())
                .into()
        })
    }

    pub(crate) fn error(&self, of: &Operands) -> Value {
        self.of_machine(of, |machine| {
            machine
                .error
                .as_ref()
                .map(|error| error.exception.to_owned())
                .into()
        })
    }

    pub(crate) fn setting(&self, of: &Operands) -> Value {
        self.of_machine(of, |machine| {
            let mut settings = machine.settings.iter();
            let setting = settings.find(|(key, _)| **key == *of.text);
            setting.map(|(_, value)| value.to_string()).into()
        })
    }

    pub(crate) fn commits_by(&self, of: &Operands) -> Value {
        self.of_consumer(of, |consumer| Value::Word(consumer.commit.to_owned()))
    }

    pub(crate) fn sent(&self, of: &Operands) -> Value {
        self.of_producer(of, |producer| producer.sent)
    }

    pub(crate) fn acknowledged(&self, of: &Operands) -> Value {
        self.of_producer(of, |producer| producer.acknowledged)
    }

    pub(crate) fn failed(&self, of: &Operands) -> Value {
        self.of_producer(of, |producer| producer.failed)
    }

    pub(crate) fn commits(&self) -> Value {
        Value::Number(self.view.commit_records)
    }

    pub(crate) fn printed(&self, of: &Operands) -> Value {
        let jobs = self.state.terminal().jobs().iter();
        let printed = jobs.into_iter().any(|(_, job)| {
            let pieces = job.output().iter().filter(|piece| piece.stream.is_some());
            let text: String = pieces.map(|piece| &*piece.text).collect();
            text.lines().any(|line| line.contains(&of.text))
        });
        Value::Truth(printed)
    }

    pub(crate) fn exit(&self) -> Value {
        let jobs = self.state.terminal().jobs().iter();
        let ended = jobs.filter_map(|(_, job)| job.ended());
        let last = ended.max_by_key(|(at, _)| *at);
        last.map(|(_, status)| i64::from(status)).into()
    }

    pub(crate) fn time(&self) -> Value {
        Value::Time(self.view.now)
    }
}
