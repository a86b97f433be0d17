import 'kafka-playground';
