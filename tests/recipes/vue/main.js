import { createApp } from 'vue';
import Article from './Article.vue';
import 'kafka-playground';

createApp(Article).mount('#app');
