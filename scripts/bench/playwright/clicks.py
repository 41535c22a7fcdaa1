"""Clicks on a button with Playwright's checks. Usage: clicks.py BROWSER PAGE COUNT"""

import json
import os
import sys
import time

from playwright.sync_api import sync_playwright

WARM_UP = 10


def main():
    browser_path, url, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, chromium_sandbox=os.environ.get("ENDSTATE_NO_SANDBOX") != "1")
        page = browser.new_page()
        page.goto(url)
        button = page.get_by_role("button", name="Upgrade to Pro")
        times = []
        for index in range(WARM_UP + count):
            start = time.perf_counter()
            button.click()
            if index >= WARM_UP:
                times.append((time.perf_counter() - start) * 1000)
        seen = page.get_by_test_id("count").inner_text()
        assert seen == str(WARM_UP + count), seen
        browser.close()
    print(json.dumps({"milliseconds": times}))


main()
