import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import './design/tokens.css';
import './design/screens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onWho } from './access/session-store.ts';
import { cssVariables, theme } from './design/theme.ts';
import { keepScreens } from './offline/keep-screens.ts';
import { sendAll } from './scanning/send-scan.ts';
import { queryClient } from './server/queries.ts';
import { onReach, serverIsAway } from './server/reach.ts';
import { router } from './shell/router.tsx';

createRoot(document.getElementById('unitrail')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

// What waits on the device is sent when its person is there, and when the server is back.
onWho(() => void sendAll());
window.addEventListener('online', () => void sendAll());
onReach(() => {
  if (serverIsAway()) return;
  void queryClient.invalidateQueries({ queryKey: ['session'] });
  void sendAll();
});
keepScreens();
