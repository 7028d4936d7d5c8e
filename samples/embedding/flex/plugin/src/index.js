import { loadPlugin } from '@twilio/flex-plugin';

import SupportAssistantPlugin from './SupportAssistantPlugin';

loadPlugin(SupportAssistantPlugin);
