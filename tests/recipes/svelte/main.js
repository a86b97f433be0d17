import { mount } from 'svelte';
import Article from './Article.svelte';
import 'kafka-playground';

mount(Article, { target: document.getElementById('app') });
